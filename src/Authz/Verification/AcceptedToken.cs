using Authz.Binding;
using Authz.Keys;
using Authz.Scopes;
using Authz.Tokens;

namespace Authz.Verification;

/// <summary>An accepted token, on the stack: remembered as an object, or just verified and still in its workspace.</summary>
internal readonly ref struct AcceptedToken
{
    private readonly Confirmation? _confirmation;
    private readonly CompiledIssuer? _issuer;
    private readonly JwsAlgorithm _algorithm;
    private readonly ReadOnlySpan<byte> _type;

    /// <summary>A remembered token.</summary>
    public AcceptedToken(VerifiedToken token) => Token = token;

    /// <summary>A token verified just now, not remembered.</summary>
    public AcceptedToken(
        VerifiedPayload payload, CompiledIssuer issuer, VerificationKey key, JwsAlgorithm algorithm, ReadOnlySpan<byte> type,
        Confirmation? confirmation)
    {
        _confirmation = confirmation;
        Payload = payload;
        Key = key;
        _issuer = issuer;
        _algorithm = algorithm;
        _type = type;
    }

    /// <summary>The token's object; null if it is not remembered.</summary>
    public VerifiedToken? Token { get; }

    /// <summary>The payload, if there is no object.</summary>
    public VerifiedPayload Payload { get; }

    public CompiledIssuer Issuer => Token is { } token ? token.IssuedBy : _issuer!;

    /// <summary>The key, if there is no object.</summary>
    public VerificationKey? Key { get; }

    public JwsAlgorithm Algorithm => Token is { } token ? token.SignedWith : _algorithm;

    /// <summary>The header's <c>typ</c>; empty if the header has none.</summary>
    public ReadOnlySpan<byte> Type => Token is { } token ? token.Type : _type;

    /// <summary>The payload's JSON text.</summary>
    public ReadOnlySpan<byte> Text => Token is { } token ? token.Text : Payload.Text;

    /// <inheritdoc cref="VerifiedPayload.Noted"/>
    public ReadOnlySpan<ClaimSlot> Noted => Token is { } token ? token.Noted : Payload.Noted;

    /// <inheritdoc cref="VerifiedToken.Confirmation"/>
    public Confirmation? Confirmation => Token is { } token ? token.Confirmation : _confirmation;

    public TokenTimes Times => Token is { } token ? token.Times : Payload.Times;

    /// <summary>Seconds.</summary>
    public long ClockSkew => Token is { } token ? token.ClockSkew : Issuer.ClockSkew;

    /// <summary>The token as an object of its own.</summary>
    public VerifiedToken ToToken() => Token ?? new VerifiedToken(Payload, Issuer, Key!, Algorithm, Type);

    public TokenScopes Scopes => Token is { } token ? token.ScopesInPlace : new TokenScopes(Payload.Text, Issuer.Scopes.SelectFrom(Payload));
}
