namespace Authz.Tests.Explaining;

/// <summary>A request that is refused, what its explanation must say, and what the reader of the explanation then sends.</summary>
/// <param name="Reason">Why it is refused.</param>
/// <param name="Refused">The request.</param>
/// <param name="InExpected">What the refused step must name as expected.</param>
/// <param name="InFound">What it must name as found.</param>
/// <param name="InRemedy">What the remedy must tell to do.</param>
/// <param name="Mend">The request mended from the step alone.</param>
internal sealed record RemedyCase(
    RefusalReason Reason,
    AuthorizationRequest Refused,
    string InExpected,
    string InFound,
    string InRemedy,
    Func<ExplanationStep, AuthorizationRequest> Mend)
{
    /// <summary>The authorizer's <c>tokenBinding</c>; null for none.</summary>
    public TokenBinding? Binding { get; init; }

    /// <summary>Whether the refused request is sent once before it is refused.</summary>
    public bool IsSecond { get; init; }
}
