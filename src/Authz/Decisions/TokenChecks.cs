using System.Runtime.CompilerServices;
using Authz.Binding;
using Authz.Conditions;
using Authz.Credentials;
using Authz.Scopes;
using Authz.Targets;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Decisions;

/// <summary>The steps after the signature, of a token that was just verified or is remembered.</summary>
internal static class TokenChecks
{
    /// <summary>9., as below, of a remembered token.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool MeetsRequirements(
        RouteRequirements requirements,
        in AuthorizationRequest request,
        in RequestTarget target,
        VerifiedToken token,
        long now,
        out RefusalReason reason)
    {
        ConditionSubject subject = token.SubjectOf(request, target, now);
        return requirements.AreMetBy(token.IssuedBy.Condition, subject, out reason);
    }

    /// <summary>9., for routes and issuers that ask for more than scopes.</summary>
    // Not inlined: most do not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool MeetsRequirements(
        RouteRequirements requirements,
        in AuthorizationRequest request,
        in RequestTarget target,
        scoped in AcceptedToken token,
        long now,
        out RefusalReason reason)
    {
        TokenTimes times = token.Times;
        var subject = new ConditionSubject(request, target, times, now)
        {
            Payload = token.Text,
            Claims = token.Noted,
            TokenType = token.Type,
            Algorithm = token.Algorithm,
        };
        return requirements.AreMetBy(token.Issuer.Condition, subject, out reason);
    }

    /// <summary>8. Binding, proven for each request anew. An explanation uses no proof up, nor does a shadow.</summary>
    public static bool IsProven(
        CompiledRoute route,
        in AuthorizationRequest request,
        TokenText text,
        Confirmation? confirmation,
        long now,
        bool isTrial,
        out BindingVerdict verdict,
        out RefusalReason reason)
    {
        CompiledAuthorizer authorizer = route.Authorizer!;
        verdict = authorizer.Binding is { } binding
            ? binding.Judge(request, text, authorizer.IsDpop(text), confirmation, now, isTrial)
            : BindingVerdict.Met;
        reason = verdict.Reason;
        return verdict.IsMet;
    }

    /// <summary>8. Revocation</summary>
    public static bool IsNotRevoked(scoped in AcceptedToken token, long now, out RefusalReason reason)
    {
        reason = default;
        CompiledIssuer issuer = token.Issuer;
        return issuer.Revocation is not { } revocation
            || (token.Token is { } remembered
                ? revocation.IsMetBy(remembered.RevocationNames!, now, out reason)
                : revocation.IsMetBy(revocation.NamesIn(token.Payload, issuer.RevocationName), now, out reason));
    }

    /// <summary>9. Scopes; 10. Decision, which a route with tools still holds</summary>
    public static bool IsSufficient(CompiledRoute route, TokenScopes scopes, out RefusalReason reason)
    {
        reason = RefusalReason.ScopeMissing;
        return route.Scopes.AreMetBy(scopes);
    }
}
