using System.Text.Json.Nodes;

namespace Authz.Testing;

/// <summary>A host's answer to a request of the conformance suite.</summary>
/// <param name="Status">The status.</param>
/// <param name="Challenge">The value of <c>WWW-Authenticate</c>; null if there is none.</param>
public sealed record ConformanceAnswer(int Status, string? Challenge)
{
    /// <summary>Why the request was refused; null if it was allowed, or if the host cannot report it.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>The verified claims that the host passed on; null if it cannot report them.</summary>
    public JsonObject? Claims { get; init; }

    /// <summary>Whether the answer has <c>Retry-After</c>.</summary>
    public bool HasRetryAfter { get; init; }
}
