using System.Text;
using Authz.Credentials;
using Authz.Sharing;
using Authz.Tokens;

namespace Authz.Binding;

/// <summary>Judges the proof of a request (RFC 9449 section 4.3): what can refuse cheaply first, the signature last.</summary>
internal sealed class ProofCheck(TokenBinding binding, ProofMemory memory)
{
    private const string Header = "DPoP";

    private readonly PublicOrigins _origins = new(binding.Origins);
    private readonly long _maximumAge = (long)binding.MaximumProofAge.TotalSeconds;

    /// <summary>After this time every proof that is in force now has ended.</summary>
    public TimeSpan LongestLife => TimeSpan.FromSeconds(_maximumAge + (2 * ProofLimits.FutureSeconds));

    /// <summary>A nonce for the client's next proof.</summary>
    public string IssueNonce() => memory.Nonces.Issue();

    /// <summary>Judges the request's proof; anything but <see cref="ProofStatus.Held"/> says why it is refused.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">The token that comes with the proof.</param>
    /// <param name="key">The thumbprint of the key that the token is bound to.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="isTrial">Whether the proof stays unused, because the request is only explained.</param>
    /// <param name="isNonceAging">Whether the client should get another nonce.</param>
    /// <param name="unshared">The proof, if it held and the fleet has yet to be asked about it.</param>
    public ProofStatus Judge(
        in AuthorizationRequest request, TokenText token, Thumbprint key, long now, bool isTrial, out bool isNonceAging, out FleetProof? unshared)
    {
        isNonceAging = false;
        unshared = null;
        HeaderValue header = request.Headers.Find(Header);
        if (header.Value is not { } text)
        {
            return header.IsRepeated ? ProofStatus.Repeated : ProofStatus.Missing;
        }

        int length = Math.Min(text.Length, ProofLimits.Length);
        Span<byte> characters = stackalloc byte[length];
        if (text.Length > length || !new TokenText(text, 0, length).TryCopyTo(characters))
        {
            return ProofStatus.NotJwt;
        }

        Span<byte> memory = stackalloc byte[ProofWorkspace.LengthFor(length)];
        var workspace = new ProofWorkspace(memory, stackalloc ulong[ProofWorkspace.NameCount]);
        ProofStatus status = ProofReading.TryRead(characters, workspace, FindKey(key), out ProofReading proof, out ProofStatus fault)
            ? JudgeClaims(proof, request, token, key, now, out isNonceAging)
            : fault;
        return status == ProofStatus.Held ? Verify(proof, key, now, isTrial, out unshared) : status;
    }

    private ProofKey? FindKey(Thumbprint key) => memory.Keys.Find(key);

    private ProofStatus JudgeClaims(
        scoped in ProofReading proof, in AuthorizationRequest request, TokenText token, Thumbprint key, long now, out bool isNonceAging)
    {
        isNonceAging = false;
        if (!IsForToken(proof.Claims.TokenHash, token))
        {
            return ProofStatus.OtherToken;
        }

        if (proof.Thumbprint != key)
        {
            return ProofStatus.OtherKey;
        }

        // RFC 9110 section 9.1: methods are compared with case.
        if (!Ascii.Equals(proof.Claims.Method, request.Method))
        {
            return ProofStatus.OtherMethod;
        }

        if (!_origins.IsFor(proof.Claims.Target, request.PublicTarget ?? request.Target))
        {
            return ProofStatus.OtherTarget;
        }

        ProofStatus status = JudgeTimes(proof.Claims.Times, now);
        return status == ProofStatus.Held && binding.Nonce ? JudgeNonce(proof.Claims.Nonce, now, out isNonceAging) : status;
    }

    private ProofStatus JudgeTimes(in TokenTimes times, long now)
    {
        // exp and nbf are of every JWT that has them (RFC 7519 section 4.1); there is no skew to widen them by.
        long issued = times.IssuedAt.GetValueOrDefault();
        return issued < now - _maximumAge || now >= times.Expires ? ProofStatus.TooOld
            : issued > now + ProofLimits.FutureSeconds || times.NotBefore > now + ProofLimits.FutureSeconds ? ProofStatus.InFuture
            : ProofStatus.Held;
    }

    private ProofStatus JudgeNonce(ReadOnlySpan<byte> nonce, long now, out bool isAging)
    {
        isAging = false;
        return nonce.IsEmpty ? ProofStatus.NonceMissing
            : memory.Nonces.IsGood(nonce, now, out isAging) ? ProofStatus.Held
            : ProofStatus.NonceNotOurs;
    }

    private ProofStatus Verify(scoped in ProofReading proof, Thumbprint thumbprint, long now, bool isTrial, out FleetProof? unshared)
    {
        unshared = null;
        ProofKey? key = proof.Known ?? ProofKey.Create(proof.Header.Key, thumbprint, proof.Header.Algorithm, proof.Jws.Header);
        if (key is null)
        {
            return ProofStatus.KeyNotUsable;
        }

        if (!key.Verify(proof.Jws.SigningInput, proof.Signature))
        {
            return ProofStatus.SignatureInvalid;
        }

        // Entered only now: whoever cannot sign for the key fills no memory. Not earlier than the proof's end it is forgotten.
        long end = proof.Claims.Times.IssuedAt.GetValueOrDefault() + _maximumAge + ProofLimits.FutureSeconds;
        ProofStatus status = memory.Used.Enter(thumbprint, proof.Claims.Id, end, now, isTrial);
        if (status == ProofStatus.Held && proof.Known is null)
        {
            memory.Keys.Keep(key);
        }

        if (status == ProofStatus.Held && !isTrial)
        {
            unshared = memory.Shared?.Describe(thumbprint, proof.Claims.Id, end, now);
        }

        return status;
    }

    // RFC 9449 section 4.2: the hash of the token's characters.
    private static bool IsForToken(ReadOnlySpan<byte> hash, TokenText token)
    {
        Span<byte> characters = stackalloc byte[token.Length];
        return token.TryCopyTo(characters)
            && Thumbprint.TryParse(hash, out Thumbprint expected)
            && Thumbprint.Of(characters) == expected;
    }
}
