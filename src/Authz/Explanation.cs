namespace Authz;

/// <summary>A decision with every check that led to it. Immutable.</summary>
public sealed class Explanation
{
    internal Explanation(AuthorizationDecision decision, UnverifiedTokenText? token, IReadOnlyList<ExplanationStep> steps)
    {
        Decision = decision;
        Token = token;
        Steps = steps;
    }

    /// <summary>The decision: the one that <see cref="ApiAuthorizer.AuthorizeAsync"/> makes.</summary>
    public AuthorizationDecision Decision { get; }

    /// <summary>The token's unverified text; null if the request carries no token or the route is open.</summary>
    public UnverifiedTokenText? Token { get; }

    /// <summary>Every check, in order. If the decision is a refusal, one of them is refused.</summary>
    public IReadOnlyList<ExplanationStep> Steps { get; }

    /// <summary>The check for which the request is refused; null if it is allowed.</summary>
    public ExplanationStep? RefusedStep => Steps.FirstOrDefault(step => step.Verdict == CheckVerdict.Refused);
}
