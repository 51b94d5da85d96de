namespace Authz.Server.Commands;

/// <summary>The arguments of <c>authz explain</c>.</summary>
internal sealed record ExplainRequest(
    string Definition,
    IReadOnlyList<string>? Parameters,
    RequestLine Request,
    string? Token,
    DateTimeOffset? At,
    string? KeySetFile,
    string Format);
