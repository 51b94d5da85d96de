namespace Authz.AspNetCore.ToolCalls;

/// <summary>Notes that a request was refused for the length of its body; a feature of the request, read by its answer.</summary>
internal sealed class OversizedBody;
