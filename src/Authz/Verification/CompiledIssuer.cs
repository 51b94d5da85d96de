using System.Text;
using Authz.Keys;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>One issuer of one authorizer: the rules for its tokens, and the keys that sign them (RFC 8725 section 3.8).</summary>
internal sealed class CompiledIssuer
{
    public CompiledIssuer(JwtConfiguration configuration, CompatibilityProfile profile, IssuerKeys keys)
    {
        Issuer = configuration.Issuer;
        IssuerUtf8 = Encoding.UTF8.GetBytes(configuration.Issuer);
        Audiences = [.. configuration.Audience.Select(Encoding.UTF8.GetBytes)];
        Algorithms = AlgorithmsOf(configuration, profile.Algorithms);
        RequiredType = Encoding.UTF8.GetBytes(WithoutPrefix(configuration.RequiredTokenType ?? ""));
        ClockSkew = (long)(configuration.ClockSkew ?? profile.ClockSkew).TotalSeconds;
        RefusesConfirmation = profile.RefusesConfirmation;
        Keys = keys;
    }

    public string Issuer { get; }

    public byte[] IssuerUtf8 { get; }

    public byte[][] Audiences { get; }

    public AlgorithmSet Algorithms { get; }

    /// <summary>The media type that <c>typ</c> must name, without <c>application/</c>; empty for any.</summary>
    public byte[] RequiredType { get; }

    /// <summary>Seconds.</summary>
    public long ClockSkew { get; }

    /// <inheritdoc cref="CompatibilityProfile.RefusesConfirmation"/>
    public bool RefusesConfirmation { get; }

    public IssuerKeys Keys { get; }

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
