using System.Globalization;
using Authz.Binding;
using Authz.Tokens;

namespace Authz.Refusals;

/// <summary>Writes the <c>WWW-Authenticate</c> value of a refusal.</summary>
internal static class ChallengeWriter
{
    /// <summary>
    /// RFC 6750 section 3: parameters separated by commas; <c>scope</c> if scopes are missing, and before a client of a protected
    /// resource has a token; <c>resource_metadata</c> (RFC 9728 section 5.1) in each challenge of such a resource. RFC 9449 section 7.1: a
    /// challenge of its own for proofs, behind that for bearer tokens.
    /// </summary>
    /// <param name="reason">Why the request was refused.</param>
    /// <param name="sufficientScopes">The smallest set of scopes that the route accepts, separated by spaces; empty if it asks for none.</param>
    /// <param name="errorUri">The page that explains the reasons, each at the anchor of its code; null if there is none.</param>
    /// <param name="schemes">The schemes that the route accepts.</param>
    /// <param name="description">A closer description than the reason's; null for that.</param>
    /// <param name="metadata">The URL of the protected resource's metadata; null if the authorizer has none.</param>
    /// <param name="stepUp">The route's step-up; null if it has none.</param>
    public static string? WriteStandard(
        RefusalReason reason, string sufficientScopes, Uri? errorUri = null, ChallengeSchemes schemes = ChallengeSchemes.Bearer,
        string? description = null, string? metadata = null, StepUpDefinition? stepUp = null)
    {
        Refusal refusal = RefusalTable.Of(reason);
        if (!HasChallenge(refusal, metadata))
        {
            return null;
        }

        // The errors of proofs are for the scheme of proofs alone.
        string bearer = Write("Bearer", refusal.Error == RefusalTable.InvalidProof ? RefusalTable.InvalidToken : refusal.Error);
        string dpop = Write("DPoP", refusal.Error);
        return schemes switch
        {
            ChallengeSchemes.Bearer => bearer,
            ChallengeSchemes.Dpop => dpop,
            ChallengeSchemes.BearerAndFailedDpop => $"{Write("Bearer", error: null)}, {dpop}",
            _ => $"{bearer}, {Write("DPoP", error: null)}",
        };

        // RFC 6750 section 3.1: no error code without credentials. Section 3 also asks for a parameter; there is none to give for a
        // bearer token of a resource without metadata, and the service sends none.
        string Write(string scheme, string? error)
        {
            bool namesScopes = sufficientScopes.Length > 0 && NamesScopes(reason, error, metadata);
            string parameters = string.Join<string>(
                ", ",
                [
                    .. Parameter("error", error),
                    .. Parameter("error_description", error is null ? null : description ?? refusal.Description),
                    .. Parameter("error_uri", error is null || errorUri is null ? null : $"{errorUri.AbsoluteUri}#{refusal.Code}"),
                    .. Parameter("scope", namesScopes ? sufficientScopes : null),
                    .. reason == RefusalReason.AuthenticationInsufficient && error is not null ? StepUpParameters(stepUp) : [],
                    .. Parameter("resource_metadata", metadata),
                    .. Parameter("algs", scheme == "DPoP" ? ProofAlgorithms.Names : null),
                ]);
            return parameters.Length == 0 ? scheme : $"{scheme} {parameters}";
        }
    }

    // After an unmet condition no other credential is known to help, and what would help is not told (RFC 9110 section 15.5.4). A
    // protected resource still says where its metadata is.
    private static bool HasChallenge(Refusal refusal, string? metadata) =>
        refusal.Outcome is AuthorizationOutcome.Unauthorized or AuthorizationOutcome.Forbidden
        && (refusal.Reason != RefusalReason.ConditionUnmet || metadata is not null);

    private static bool NamesScopes(RefusalReason reason, string? error, string? metadata) =>
        (reason == RefusalReason.TokenMissing && metadata is not null) || (reason == RefusalReason.ScopeMissing && error is not null);

    // RFC 9470 section 3
    private static IEnumerable<string> StepUpParameters(StepUpDefinition? stepUp) =>
    [
        .. Parameter("acr_values", stepUp is { AcrValues.Count: > 0 } ? string.Join(' ', stepUp.AcrValues) : null),
        .. Parameter("max_age", stepUp?.MaxAge is { } age ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null),
    ];

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

    private static IEnumerable<string> Parameter(string name, string? value) => value is null ? [] : [$"{name}=\"{value}\""];
}
