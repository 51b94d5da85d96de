using Authz.Binding;
using Authz.Refusals;

namespace Authz.Explaining;

/// <summary>
/// Explains in words what a decision expected and found. It decides nothing: every verdict follows from the decision's reason and
/// its notes.
/// </summary>
internal static class Explainer
{
    private static readonly DecisionCheck[] s_checks = Enum.GetValues<DecisionCheck>();

    public static Explanation Explain(ExplainedRequest explained)
    {
        DecisionCheck? refused = explained.Reason is { } reason ? RefusedCheck.Of(reason, explained) : null;
        DecisionCheck last = refused ?? LastOf(explained);
        UnverifiedTokenText? token = explained.Token is { } text ? new UnverifiedTokenText(text.Header.Text, text.Payload.Text) : null;
        return new Explanation(explained.Decision, token, [.. ChecksOf(explained).Select(check => Describe(explained, check, refused, last))]);
    }

    // The last check that an allowed request met: an open route looks at no token, and one that asks for none may get none.
    private static DecisionCheck LastOf(ExplainedRequest explained) =>
        explained.Route!.Authorizer is null ? DecisionCheck.Route
        : explained.Token is null ? DecisionCheck.IdentitySource
        : explained.Route.Tools is null ? DecisionCheck.StepUp
        : DecisionCheck.Tools;

    // Few routes have tools or revocations, and others need not hear of them.
    private static IEnumerable<DecisionCheck> ChecksOf(ExplainedRequest explained) => s_checks.Where(check => check switch
    {
        DecisionCheck.Tools => explained.Route?.Tools is not null,
        DecisionCheck.Revocation => explained.Route?.Authorizer?.Revocation is not null,
        _ => true,
    });

    private static ExplanationStep Describe(ExplainedRequest explained, DecisionCheck check, DecisionCheck? refused, DecisionCheck last)
    {
        if (check > last)
        {
            return new ExplanationStep { Check = check, Verdict = CheckVerdict.NotReached };
        }

        CheckFinding finding = Find(explained, check);
        return new ExplanationStep
        {
            Check = check,
            Verdict = check == refused ? CheckVerdict.Refused
                : check == DecisionCheck.RememberedToken ? CheckVerdict.Skipped
                : CheckVerdict.Held,
            Expected = finding.Expected,
            Found = finding.Found,
            Terms = finding.Terms ?? [],
            Remedy = check == refused ? RemedyOf(explained) : null,
        };
    }

    // Whether to wait or to mend depends on what the last fetch met.
    private static string RemedyOf(ExplainedRequest explained)
    {
        if (explained.Trace.Proof != ProofStatus.Unproven)
        {
            return ProofRules.Of(explained.Trace.Proof).Remedy;
        }

        if (explained.Reason != RefusalReason.KeysUnavailable)
        {
            return RefusalTable.Of(explained.Reason!.Value).Remedy;
        }

        return explained.Issuer.Keys.GetStatus().IsSourceUnusable
            ? "Mend what the issuer publishes, or the address in the definition: waiting does not help."
            : "Try again later; see that the issuer's discovery document and key set can be reached from here.";
    }

    private static CheckFinding Find(ExplainedRequest explained, DecisionCheck check) => check switch
    {
        DecisionCheck.Target => RequestFindings.Target(explained),
        DecisionCheck.Route => RequestFindings.Route(explained),
        DecisionCheck.IdentitySource => RequestFindings.IdentitySource(explained),
        DecisionCheck.RememberedToken => new("a token seen before need not be verified again", "explained as if seen for the first time"),
        DecisionCheck.Form => FormFindings.Form(explained),
        DecisionCheck.Issuer => TokenFindings.Issuer(explained),
        DecisionCheck.Algorithm => TokenFindings.Algorithm(explained),
        DecisionCheck.TokenType => TokenFindings.TokenType(explained),
        DecisionCheck.Lifetime => TokenFindings.Lifetime(explained),
        DecisionCheck.Key => KeyFindings.Key(explained),
        DecisionCheck.Signature => KeyFindings.Signature(explained),
        DecisionCheck.Audience => ClaimFindings.Audience(explained),
        DecisionCheck.Confirmation => BindingFindings.Confirmation(explained),
        DecisionCheck.Proof => BindingFindings.Proof(explained),
        DecisionCheck.Revocation => RevocationFindings.Revocation(explained),
        DecisionCheck.Scopes => ClaimFindings.Scopes(explained),
        DecisionCheck.Conditions => ConditionFindings.Conditions(explained),
        DecisionCheck.StepUp => StepUpFindings.StepUp(explained),
        _ => ToolFindings.Tools(explained),
    };
}
