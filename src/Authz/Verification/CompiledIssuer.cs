using System.Text;
using Authz.Claims;
using Authz.Conditions;
using Authz.Keys;
using Authz.Revoking;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>One issuer of one authorizer: the rules for its tokens, and the keys that sign them (RFC 8725 section 3.8).</summary>
internal sealed class CompiledIssuer
{
    private readonly bool _acceptsThumbprints;
    private readonly bool _isKeyIdRequired;

    /// <param name="configuration">The issuer's entry in the definition.</param>
    /// <param name="tenant">The tenant whose tokens these rules are for; null if the entry has no tenants.</param>
    /// <param name="profile">The compatibility.</param>
    /// <param name="keys">The keys of all the entry's tenants.</param>
    /// <param name="condition">What must hold of the issuer's tokens besides; null for nothing.</param>
    /// <param name="revocation">Whether a token was revoked; null if that is not asked.</param>
    public CompiledIssuer(
        JwtConfiguration configuration, string? tenant, CompatibilityProfile profile, IssuerKeys keys, CompiledCondition? condition = null,
        RevocationCheck? revocation = null)
    {
        Issuer = tenant is null
            ? configuration.Issuer
            : configuration.Issuer.Replace(TokenIssuer.Placeholder, tenant, StringComparison.Ordinal);
        Tenant = tenant is null ? null : new TenantCheck(tenant);
        TokenIssuer = new TokenIssuer(Issuer, tenant);
        Audience = new AudienceCheck(configuration.Audience, configuration.AudienceClaims);
        Scopes = new ScopeClaims(configuration.ScopeClaims);
        Algorithms = AlgorithmsOf(configuration, profile.Algorithms).OnThisPlatform();
        RequiredType = Encoding.UTF8.GetBytes(WithoutPrefix(configuration.RequiredTokenType ?? ""));
        ClockSkew = (long)(configuration.ClockSkew ?? profile.ClockSkew).TotalSeconds;
        RefusesConfirmation = profile.RefusesConfirmation;
        _acceptsThumbprints = profile.AcceptsThumbprints;
        _isKeyIdRequired = configuration.KidRequired;
        Keys = keys;
        Condition = condition;
        Revocation = revocation;
        RevocationName = Revoking.RevocationName.OfIssuer(Issuer);
    }

    public string Issuer { get; }

    /// <summary>The issuer, as keys are bound to it.</summary>
    public TokenIssuer TokenIssuer { get; }

    /// <summary>The check of <c>tid</c>; null if the definition names no tenants.</summary>
    public TenantCheck? Tenant { get; }

    public AudienceCheck Audience { get; }

    public ScopeClaims Scopes { get; }

    public AlgorithmSet Algorithms { get; }

    /// <summary>The media type that <c>typ</c> must name, without <c>application/</c>; empty for any.</summary>
    public byte[] RequiredType { get; }

    /// <summary>Seconds.</summary>
    public long ClockSkew { get; }

    /// <inheritdoc cref="CompatibilityProfile.RefusesConfirmation"/>
    public bool RefusesConfirmation { get; }

    public IssuerKeys Keys { get; }

    /// <summary>What must hold of the issuer's tokens besides, judged with the route's own condition; null for nothing.</summary>
    public CompiledCondition? Condition { get; }

    /// <summary>Whether a token was revoked, the same check for all issuers of an authorizer; null if that is not asked.</summary>
    public RevocationCheck? Revocation { get; }

    /// <inheritdoc cref="Revoking.RevocationName.OfIssuer"/>
    public UInt128 RevocationName { get; }

    /// <summary>Whether a token may name its key in this way, or not at all.</summary>
    public bool AcceptsReference(KeyReferenceKind kind) => kind switch
    {
        KeyReferenceKind.KeyId => true,
        KeyReferenceKind.None => !_isKeyIdRequired,
        _ => _acceptsThumbprints,
    };

    private static AlgorithmSet AlgorithmsOf(JwtConfiguration configuration, AlgorithmSet widest)
    {
        if (configuration.Algorithms is not { } names)
        {
            return widest;
        }

        AlgorithmSet named = names.Aggregate(AlgorithmSet.None, (set, name) => set | AlgorithmSets.Of(JwsAlgorithmNames.Parse(name)));
        return widest & named;
    }

    private static string WithoutPrefix(string mediaType)
    {
        const string Prefix = "application/";
        return mediaType.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? mediaType[Prefix.Length..] : mediaType;
    }
}
