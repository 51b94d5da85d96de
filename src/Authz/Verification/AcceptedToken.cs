using Authz.Binding;
using Authz.Keys;
using Authz.Scopes;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>An accepted token, on the stack: remembered as an object, or just verified and still in its workspace.</summary>
internal readonly ref struct AcceptedToken
{
    private readonly Confirmation? _confirmation;

    /// <summary>A remembered token.</summary>
    public AcceptedToken(VerifiedToken token) => Token = token;

    /// <summary>A token verified just now, not remembered.</summary>
    public AcceptedToken(
        VerifiedPayload payload, CompiledIssuer issuer, VerificationKey key, JwsAlgorithm algorithm, Confirmation? confirmation)
    {
        _confirmation = confirmation;
        Payload = payload;
        Issuer = issuer;
        Key = key;
        Algorithm = algorithm;
    }

    /// <summary>The token's object; null if it is not remembered.</summary>
    public VerifiedToken? Token { get; }

    /// <summary>The payload, if there is no object.</summary>
    public VerifiedPayload Payload { get; }

    /// <summary>The issuer, if there is no object.</summary>
    public CompiledIssuer? Issuer { get; }

    /// <summary>The key, if there is no object.</summary>
    public VerificationKey? Key { get; }

    /// <summary>The algorithm, if there is no object.</summary>
    public JwsAlgorithm Algorithm { get; }

    /// <inheritdoc cref="VerifiedToken.Confirmation"/>
    public Confirmation? Confirmation => Token is { } token ? token.Confirmation : _confirmation;

    public TokenTimes Times => Token is { } token ? token.Times : Payload.Times;

    /// <summary>Seconds.</summary>
    public long ClockSkew => Token is { } token ? token.ClockSkew : Issuer!.ClockSkew;

    public TokenScopes Scopes => Token is { } token ? token.ScopesInPlace : new TokenScopes(Payload.Text, Issuer!.Scopes.SelectFrom(Payload));
}
