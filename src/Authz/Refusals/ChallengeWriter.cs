using System.Globalization;
using Authz.Tokens;

namespace Authz.Refusals;

/// <summary>Writes the <c>WWW-Authenticate</c> value of a refusal.</summary>
internal static class ChallengeWriter
{
    /// <summary>RFC 6750 section 3: parameters separated by commas; <c>scope</c> only if scopes are missing.</summary>
    /// <param name="reason">Why the request was refused.</param>
    /// <param name="sufficientScopes">The smallest set of scopes that the route accepts, separated by spaces.</param>
    /// <param name="errorUri">The page that explains the reasons, each at the anchor of its code; null if there is none.</param>
    public static string? WriteStandard(RefusalReason reason, string sufficientScopes, Uri? errorUri = null)
    {
        Refusal refusal = RefusalTable.Of(reason);
        if (refusal.Outcome is not (AuthorizationOutcome.Unauthorized or AuthorizationOutcome.Forbidden))
        {
            return null;
        }

        if (refusal.Error is null)
        {
            // RFC 6750 section 3.1: no error code without credentials. Section 3 also asks for a parameter; there is none to
            // give, and the service sends none.
            return "Bearer";
        }

        string challenge = $"Bearer error=\"{refusal.Error}\", error_description=\"{refusal.Description}\"";
        if (errorUri is not null)
        {
            challenge = $"{challenge}, error_uri=\"{errorUri.AbsoluteUri}#{reason.ToCode()}\"";
        }

        return reason == RefusalReason.ScopeMissing ? $"{challenge}, scope=\"{sufficientScopes}\"" : challenge;
    }

    /// <summary>The service's form: parameters separated by spaces, <c>scope</c> first and always there.</summary>
    /// <param name="reason">Why the request was refused.</param>
    /// <param name="routeScopes">The route's scopes, separated by spaces.</param>
    /// <param name="algorithm">The algorithm that was refused, if that is the reason.</param>
    /// <param name="hasDiscoveryFailed">Whether the keys are unavailable because discovery failed.</param>
    public static string? WriteAws(RefusalReason reason, string routeScopes, JwsAlgorithm algorithm, bool hasDiscoveryFailed)
    {
        Refusal refusal = RefusalTable.Of(reason);
        if (refusal.Error is null)
        {
            return refusal.Outcome == AuthorizationOutcome.Unauthorized ? "Bearer" : null;
        }

        string description = reason switch
        {
            // An unknown name is never repeated: the header's text is the sender's.
            RefusalReason.AlgorithmNotAllowed when algorithm == JwsAlgorithm.Unknown => refusal.AwsVariant!.Description,
            RefusalReason.AlgorithmNotAllowed => string.Format(CultureInfo.InvariantCulture, refusal.AwsDescription!, algorithm.Name()),
            RefusalReason.KeysUnavailable when hasDiscoveryFailed => refusal.AwsVariant!.Description,
            _ => refusal.AwsDescription!,
        };
        return $"Bearer scope=\"{routeScopes}\" error=\"{refusal.Error}\" error_description=\"{description}\"";
    }
}
