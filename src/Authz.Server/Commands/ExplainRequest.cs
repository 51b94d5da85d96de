namespace Authz.Server.Commands;

/// <summary>What <c>authz explain</c> is asked to do.</summary>
internal sealed record ExplainRequest(
    string Definition,
    IReadOnlyList<string>? Parameters,
    RequestLine Request,
    string? Token,
    DateTimeOffset? At,
    string? KeySetFile,
    string Format);
