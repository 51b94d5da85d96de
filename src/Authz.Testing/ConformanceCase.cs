using System.Text.Json.Nodes;

namespace Authz.Testing;

/// <summary>One case of the conformance suite: a request to an API, and what every host must answer.</summary>
public sealed record ConformanceCase
{
    /// <summary>The case's name, such as <c>token/expired</c>; unique, and stable across versions.</summary>
    public required string Name { get; init; }

    /// <summary>The method of the request.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The target of the request.</summary>
    public string Target { get; init; } = "/pets";

    /// <summary>Makes the headers of the request, tokens freshly signed.</summary>
    public required Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> CreateHeaders { get; init; }

    /// <summary>Why the request must be refused; null if it must be allowed.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>The status that the answer must have; 200 if the request must be allowed.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The value of <c>WWW-Authenticate</c> that the answer must have; null for none.</summary>
    public string? Challenge { get; init; }

    /// <summary>The claims that the host must hand on; null if the case is not about them.</summary>
    public JsonObject? Claims { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
