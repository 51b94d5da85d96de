using System.Globalization;
using Authz.Binding;
using Authz.Tokens;

namespace Authz.Refusals;

/// <summary>Writes the <c>WWW-Authenticate</c> value of a refusal.</summary>
internal static class ChallengeWriter
{
    /// <summary>
    /// RFC 6750 section 3: parameters separated by commas; <c>scope</c> only if scopes are missing. RFC 9449 section 7.1: a challenge of
    /// its own for proofs, behind that for bearer tokens.
    /// </summary>
    /// <param name="reason">Why the request was refused.</param>
    /// <param name="sufficientScopes">The smallest set of scopes that the route accepts, separated by spaces.</param>
    /// <param name="errorUri">The page that explains the reasons, each at the anchor of its code; null if there is none.</param>
    /// <param name="schemes">The schemes that the route accepts.</param>
    /// <param name="description">A closer description than the reason's; null for that.</param>
    public static string? WriteStandard(
        RefusalReason reason, string sufficientScopes, Uri? errorUri = null, ChallengeSchemes schemes = ChallengeSchemes.Bearer,
        string? description = null)
    {
        Refusal refusal = RefusalTable.Of(reason);
        if (refusal.Outcome is not (AuthorizationOutcome.Unauthorized or AuthorizationOutcome.Forbidden))
        {
            return null;
        }

        // The errors of proofs are for the scheme of proofs alone.
        string text = description ?? refusal.Description ?? "";
        string bearer = WriteError(refusal, refusal.Error == RefusalTable.InvalidProof ? RefusalTable.InvalidToken : refusal.Error, text);
        string dpop = WriteError(refusal, refusal.Error, text);
        return schemes switch
        {
            ChallengeSchemes.Bearer => WriteBearer(bearer),
            ChallengeSchemes.Dpop => WriteDpop(dpop),
            ChallengeSchemes.BearerAndFailedDpop => $"{WriteBearer("")}, {WriteDpop(dpop)}",
            _ => $"{WriteBearer(bearer)}, {WriteDpop("")}",
        };

        string WriteError(Refusal refusal, string? error, string description)
        {
            // RFC 6750 section 3.1: no error code without credentials. Section 3 also asks for a parameter; there is none to give, and the
            // service sends none.
            if (error is null)
            {
                return "";
            }

            string text = $"error=\"{error}\", error_description=\"{description}\"";
            text = errorUri is null ? text : $"{text}, error_uri=\"{errorUri.AbsoluteUri}#{refusal.Code}\"";
            return reason == RefusalReason.ScopeMissing ? $"{text}, scope=\"{sufficientScopes}\"" : text;
        }
    }

    private static string WriteBearer(string error) => error.Length == 0 ? "Bearer" : $"Bearer {error}";

    private static string WriteDpop(string error) =>
        $"DPoP {error}{(error.Length == 0 ? "" : ", ")}algs=\"{ProofAlgorithms.Names}\"";

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
