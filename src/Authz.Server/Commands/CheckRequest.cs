namespace Authz.Server.Commands;

/// <summary>The arguments of <c>authz check</c>.</summary>
internal sealed record CheckRequest(
    string Definition, string Format, bool IsOnline, bool IsForLambda, string? Baseline, IReadOnlyList<string>? Parameters);
