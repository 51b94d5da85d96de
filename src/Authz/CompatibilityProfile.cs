using Authz.Tokens;

namespace Authz;

/// <summary>
/// Everything in which the modes differ; the table of docs/compatibility.md is written from it. No other file asks for the mode, so each
/// difference stands here once.
/// </summary>
internal sealed record CompatibilityProfile
{
    /// <summary>Our own behaviour.</summary>
    public static readonly CompatibilityProfile Standard = new()
    {
        Mode = CompatibilityMode.Standard,
        Name = "standard",
        Algorithms = AlgorithmSet.All,
        ClockSkew = TimeSpan.FromSeconds(60),
        MaximumClockSkew = TimeSpan.FromMinutes(5),
        MaximumTokenLength = 8_192, // longer than any token that fits into common header limits
        FetchTimeout = TimeSpan.FromSeconds(5),
        MaximumScopes = null,
        RefusesConfirmation = true,
        AcceptsThumbprints = true,
        AllowsExtensions = true,
        KeysUnavailable = AuthorizationOutcome.Unavailable,
        ChallengesAsService = false,
        OffersProblemDetails = true,
        DecidesPreflights = false,
    };

    /// <summary>The service's behaviour, as far as it is known.</summary>
    public static readonly CompatibilityProfile Aws = new()
    {
        Mode = CompatibilityMode.Aws,
        Name = "aws",
        Algorithms = AlgorithmSet.RsaPkcs1,
        ClockSkew = TimeSpan.Zero,
        MaximumClockSkew = TimeSpan.Zero,
        MaximumTokenLength = 10_240, // the service's quota on request line and headers together
        FetchTimeout = TimeSpan.FromMilliseconds(1500),
        MaximumScopes = 10, // the service's quota "Scopes per route"
        RefusesConfirmation = false,
        AcceptsThumbprints = false,
        AllowsExtensions = false,
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

    /// <summary>The default clock skew.</summary>
    public required TimeSpan ClockSkew { get; init; }

    /// <summary>The largest clock skew that a definition may set.</summary>
    public required TimeSpan MaximumClockSkew { get; init; }

    /// <summary>The default of <see cref="AuthorizerDefinition.MaximumTokenLength"/>, in characters.</summary>
    public required int MaximumTokenLength { get; init; }

    /// <summary>How long one refresh of an issuer's keys may take, discovery document and key set together.</summary>
    public required TimeSpan FetchTimeout { get; init; }

    /// <summary>How many <c>authorizationScopes</c> a route may have; null for any number.</summary>
    public required int? MaximumScopes { get; init; }

    /// <summary>Whether sender-constrained tokens (<c>cnf</c>, RFC 7800) are refused; otherwise they count as bearer tokens.</summary>
    public required bool RefusesConfirmation { get; init; }

    /// <summary>Whether a definition may have members that change what a token or a route means and that the service does not know.</summary>
    public required bool AllowsExtensions { get; init; }

    /// <summary>Whether <c>x5t#S256</c> or <c>x5t</c> may name the key of a token without <c>kid</c>.</summary>
    public required bool AcceptsThumbprints { get; init; }

    /// <summary>The outcome of a request if its issuer's keys are unavailable.</summary>
    public required AuthorizationOutcome KeysUnavailable { get; init; }

    /// <summary>Whether challenges have the service's form instead of that of RFC 6750 section 3.</summary>
    public required bool ChallengesAsService { get; init; }

    /// <summary>Whether the gateway sends problem details (RFC 9457) to a client that accepts them.</summary>
    public required bool OffersProblemDetails { get; init; }

    /// <inheritdoc cref="ApiAuthorizerSnapshot.DecidesPreflights"/>
    public required bool DecidesPreflights { get; init; }

    public static CompatibilityProfile Of(CompatibilityMode mode) => mode == CompatibilityMode.Aws ? Aws : Standard;
}
