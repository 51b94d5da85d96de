using System.Text;
using Authz.Keys;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>One issuer of one authorizer: the rules for its tokens, and the keys that sign them (RFC 8725 section 3.8).</summary>
internal sealed class CompiledIssuer
{
    private readonly bool _acceptsThumbprints;
    private readonly bool _isKeyIdRequired;

    public CompiledIssuer(JwtConfiguration configuration, CompatibilityProfile profile, IssuerKeys keys)
    {
        Issuer = configuration.Issuer;
        TokenIssuer = new TokenIssuer(configuration.Issuer, tenant: null);
        Audiences = [.. configuration.Audience.Select(Encoding.UTF8.GetBytes)];
        Algorithms = AlgorithmsOf(configuration, profile.Algorithms);
        RequiredType = Encoding.UTF8.GetBytes(WithoutPrefix(configuration.RequiredTokenType ?? ""));
        ClockSkew = (long)(configuration.ClockSkew ?? profile.ClockSkew).TotalSeconds;
        RefusesConfirmation = profile.RefusesConfirmation;
        _acceptsThumbprints = profile.AcceptsThumbprints;
        _isKeyIdRequired = configuration.KidRequired;
        Keys = keys;
    }

    public string Issuer { get; }

    /// <summary>The issuer, as keys are bound to it.</summary>
    public TokenIssuer TokenIssuer { get; }

    public byte[][] Audiences { get; }

    public AlgorithmSet Algorithms { get; }

    /// <summary>The media type that <c>typ</c> must name, without <c>application/</c>; empty for any.</summary>
    public byte[] RequiredType { get; }

    /// <summary>Seconds.</summary>
    public long ClockSkew { get; }

    /// <inheritdoc cref="CompatibilityProfile.RefusesConfirmation"/>
    public bool RefusesConfirmation { get; }

    public IssuerKeys Keys { get; }

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
