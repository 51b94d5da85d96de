using Authz.Tokens;

namespace Authz;

/// <summary>
/// Everything in which the modes differ; docs/compatibility.md is written from it. Nothing else asks which mode it is, so that a
/// difference can neither be forgotten nor told twice.
/// </summary>
internal sealed record CompatibilityProfile
{
    /// <summary>What we think right.</summary>
    public static readonly CompatibilityProfile Standard = new()
    {
        Mode = CompatibilityMode.Standard,
        Name = "standard",
        Algorithms = AlgorithmSet.All,
        ClockSkew = TimeSpan.FromSeconds(60),
        MaximumClockSkew = TimeSpan.FromMinutes(5),
        MaximumTokenLength = 8_192, // more than common limits on headers let through
        FetchTimeout = TimeSpan.FromSeconds(5),
        MaximumScopes = null,
        RefusesConfirmation = true,
        KeysUnavailable = AuthorizationOutcome.Unavailable,
        ChallengesAsService = false,
        OffersProblemDetails = true,
        DecidesPreflights = false,
    };

    /// <summary>What the service does, as far as it is known.</summary>
    public static readonly CompatibilityProfile Aws = new()
    {
        Mode = CompatibilityMode.Aws,
        Name = "aws",
        Algorithms = AlgorithmSet.RsaPkcs1,
        ClockSkew = TimeSpan.Zero,
        MaximumClockSkew = TimeSpan.Zero,
        MaximumTokenLength = 10_240, // quota on request line and headers together
        FetchTimeout = TimeSpan.FromMilliseconds(1500),
        MaximumScopes = 10, // quota "Scopes per route"
        RefusesConfirmation = false,
        KeysUnavailable = AuthorizationOutcome.Unauthorized,
        ChallengesAsService = true,
        OffersProblemDetails = false,
        DecidesPreflights = true,
    };

    public required CompatibilityMode Mode { get; init; }

    /// <summary>The mode's name in files.</summary>
    public required string Name { get; init; }

    /// <summary>The algorithms that tokens may be signed with; a definition may narrow them.</summary>
    public required AlgorithmSet Algorithms { get; init; }

    /// <summary>By how much the clocks may differ where the definition does not say.</summary>
    public required TimeSpan ClockSkew { get; init; }

    /// <summary>The largest clock skew that a definition may say.</summary>
    public required TimeSpan MaximumClockSkew { get; init; }

    /// <summary>The longest token in characters where the options do not say.</summary>
    public required int MaximumTokenLength { get; init; }

    /// <summary>How long one refresh of an issuer's keys may take, discovery document and key set together.</summary>
    public required TimeSpan FetchTimeout { get; init; }

    /// <summary>How many <c>authorizationScopes</c> a route may have; null for any number.</summary>
    public required int? MaximumScopes { get; init; }

    /// <summary>Whether sender-constrained tokens (<c>cnf</c>, RFC 7800) are refused; otherwise they pass for bearer tokens.</summary>
    public required bool RefusesConfirmation { get; init; }

    /// <summary>The outcome if an issuer's keys cannot be had.</summary>
    public required AuthorizationOutcome KeysUnavailable { get; init; }

    /// <summary>Whether challenges have the service's form, in place of that of RFC 6750 section 3.</summary>
    public required bool ChallengesAsService { get; init; }

    /// <summary>Whether the gateway sends problem details (RFC 9457) to a client that accepts them.</summary>
    public required bool OffersProblemDetails { get; init; }

    /// <inheritdoc cref="ApiAuthorizerSnapshot.DecidesPreflights"/>
    public required bool DecidesPreflights { get; init; }

    public static CompatibilityProfile Of(CompatibilityMode mode) => mode == CompatibilityMode.Aws ? Aws : Standard;
}
