using System.Text.Json.Nodes;

namespace Authz.Testing;

/// <summary>What a host answered to a request of the conformance suite.</summary>
/// <param name="Status">The status.</param>
/// <param name="Challenge">The value of <c>WWW-Authenticate</c>; null if there is none.</param>
public sealed record ConformanceAnswer(int Status, string? Challenge)
{
    /// <summary>Why the request was refused, where the host can tell; null if it is allowed or the host cannot.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>The verified claims that the host handed on, where it can tell; null if it cannot.</summary>
    public JsonObject? Claims { get; init; }

    /// <summary>Whether the answer says when to come again.</summary>
    public bool HasRetryAfter { get; init; }
}
