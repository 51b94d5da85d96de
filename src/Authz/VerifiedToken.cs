using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Authz.Binding;
using Authz.Claims;
using Authz.Conditions;
using Authz.Credentials;
using Authz.Json;
using Authz.Keys;
using Authz.Keys.Snapshots;
using Authz.Revoking;
using Authz.Scopes;
using Authz.Targets;
using Authz.Tokens;
using Authz.Verification;

namespace Authz;

/// <summary>A token whose signature and claims passed every check: the only type from which claims can be read.</summary>
public sealed class VerifiedToken
{
    private const int OrdinaryScopeLength = 256;

    private static readonly JsonDocumentOptions s_claimOptions = new() { AllowDuplicateProperties = false, MaxDepth = TokenLimits.Depth };

    private readonly byte[] _payload;
    private readonly ClaimSlot _subject;
    private readonly ClaimSlot _scopes;
    private readonly TokenTimes _times;
    private readonly byte[] _type;
    private readonly ClaimSlot[] _noted;
    private KeyStamp _keyStamp;

    internal VerifiedToken(
        scoped in VerifiedPayload payload, CompiledIssuer issuedBy, VerificationKey key, JwsAlgorithm algorithm, ReadOnlySpan<byte> type)
    {
        _payload = payload.Text.ToArray();
        _subject = payload.Subject;
        _scopes = issuedBy.Scopes.SelectFrom(payload);
        _times = payload.Times;
        Confirmation = Confirmation.Read(payload, issuedBy);
        _type = MediaType.Keep(type);
        _noted = payload.Noted.ToArray();
        IssuedBy = issuedBy;
        ClockSkew = issuedBy.ClockSkew;
        RevocationNames = issuedBy.Revocation is { } revocation ? new RememberedNames(revocation.NamesIn(payload, issuedBy.RevocationName)) : null;
        Key = key;
        SignedWith = algorithm;
    }

    /// <summary>The claim <c>iss</c>.</summary>
    public string Issuer => IssuedBy.Issuer;

    /// <summary>The claim <c>sub</c>; null if the token does not have it.</summary>
    public string? Subject => _subject.IsPresent ? JsonText.ToText(_subject.In(_payload), _subject.IsEscaped) : null;

    /// <summary>The <c>kid</c> of the key that signed the token; null if the issuer publishes the key without one.</summary>
    public string? KeyId => Key.KeyId;

    /// <summary>The algorithm of the signature, such as <c>RS256</c>.</summary>
    public string Algorithm => SignedWith.Name();

    /// <summary>When the token expires: <c>exp</c>, a fraction of a second cut off.</summary>
    public DateTimeOffset ExpiresAt => DateTimeOffset.FromUnixTimeSeconds(_times.Expires.GetValueOrDefault());

    /// <summary>From when the token is valid: <c>nbf</c>, a fraction of a second rounded up; null if the token does not have it.</summary>
    public DateTimeOffset? NotBefore => ToTime(_times.NotBefore);

    /// <summary>When the token was issued: <c>iat</c>, a fraction of a second rounded up; null if the token does not have it.</summary>
    public DateTimeOffset? IssuedAt => ToTime(_times.IssuedAt);

    /// <summary>
    /// The token's scopes in its own order, from <c>scp</c> or else <c>scope</c>, or from <see cref="JwtConfiguration.ScopeClaims"/>; empty
    /// if it has no scopes.
    /// </summary>
    public IReadOnlyList<string> Scopes => ScopesInPlace.ToList();

    /// <summary>The payload's JSON text as the issuer signed it, UTF-8.</summary>
    public ReadOnlyMemory<byte> Payload => _payload;

    /// <inheritdoc cref="Payload"/>
    internal ReadOnlySpan<byte> Text => _payload;

    internal CompiledIssuer IssuedBy { get; }

    /// <summary>What the token is bound to; null if it is a bearer token, or counts as one.</summary>
    internal Confirmation? Confirmation { get; }

    /// <summary>How entries may name the token; null if its revocation is not asked.</summary>
    internal RememberedNames? RevocationNames { get; }

    internal VerificationKey Key { get; }

    /// <summary>The token as a shadow has accepted it; null if none has.</summary>
    internal TokenBeside? Beside
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>What a condition is about: this token, and the request that carries it.</summary>
    internal ConditionSubject SubjectOf(in AuthorizationRequest request, in RequestTarget target, long now) => new(request, target, _times, now)
    {
        Payload = _payload,
        Claims = Noted,
        TokenType = Type,
        Algorithm = SignedWith,
    };

    /// <summary>Whether the key that signed the token is still in force.</summary>
    /// <param name="epoch">Counts the key's events.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    internal bool IsKeyInForce(KeyEpoch epoch, long now) => _keyStamp.IsInForce(Key, epoch, now);

    /// <summary>The issuer's, in seconds; kept here so that a remembered token need not ask for it.</summary>
    internal long ClockSkew { get; }

    internal JwsAlgorithm SignedWith { get; }

    internal ref readonly TokenTimes Times => ref _times;

    internal TokenScopes ScopesInPlace => new(_payload, _scopes);

    /// <summary>The header's <c>typ</c>; empty if the header has none.</summary>
    internal ReadOnlySpan<byte> Type => _type;

    /// <inheritdoc cref="VerifiedPayload.Noted"/>
    internal ReadOnlySpan<ClaimSlot> Noted => _noted;

    /// <summary>
    /// Whether the token has this scope, compared byte for byte (RFC 6749 section 3.3). Allocates nothing for scopes of ordinary length.
    /// </summary>
    /// <param name="scope">One scope; an empty one is never found.</param>
    public bool HasScope(string scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        int length = Encoding.UTF8.GetByteCount(scope);
        Span<byte> utf8 = length <= OrdinaryScopeLength ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(scope, utf8);
        return length > 0 && ScopesInPlace.Contains(utf8);
    }

    /// <summary>All claims, as the JSON object that the issuer signed. Parsed on each call: keep the result.</summary>
    public JsonElement ReadClaims() => JsonElement.Parse(_payload, s_claimOptions);

    /// <summary>
    /// All claims as the strings that API Gateway passes to a backend: numbers as text, arrays as <c>[a b]</c>, objects as
    /// <c>map[k:v]</c>, null left out.
    /// </summary>
    public IReadOnlyDictionary<string, string> ToAwsClaims() => AwsClaimFormat.Format(ReadClaims());

    /// <summary>
    /// Makes the object of a token that was verified on the stack. It reads the payload again and checks nothing.
    /// </summary>
    internal static VerifiedToken Materialize(TokenText text, CompiledIssuer issuer, VerificationKey key, ClaimPlan claims)
    {
        byte[] characters = new byte[text.Length];
        byte[] memory = new byte[TokenWorkspace.LengthFor(text.Length)];
        var workspace = new TokenWorkspace(characters, memory, new ulong[TokenWorkspace.NameCount])
        {
            Plan = claims,
            Noted = new ClaimSlot[claims.Count],
        };
        bool isRead = text.TryCopyTo(characters)
            & TokenReading.TryRead(workspace, known: null, out TokenParts parts, out _);
        Debug.Assert(isRead, "The same characters were read and verified before.");
        return new VerifiedToken(parts.Payload.AfterSignature(), issuer, key, parts.Header.Algorithm, parts.Header.Type);
    }

    private static DateTimeOffset? ToTime(long? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;
}

/// <summary>The same token as a shadow has accepted it, under its own rules and keys.</summary>
/// <param name="Verifier">The shadow's verifier of it, which it is told from others by.</param>
/// <param name="Token">The token.</param>
internal sealed record TokenBeside(object Verifier, VerifiedToken Token);
