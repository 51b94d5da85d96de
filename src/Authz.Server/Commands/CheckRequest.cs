namespace Authz.Server.Commands;

/// <summary>What <c>authz check</c> is asked to do.</summary>
internal sealed record CheckRequest(
    string Definition, string Format, bool IsOnline, bool IsForLambda, string? Baseline, IReadOnlyList<string>? Parameters);
