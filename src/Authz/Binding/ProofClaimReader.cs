using Authz.Json;
using Authz.Tokens;

namespace Authz.Binding;

/// <summary>Reads the payload of a proof: registered claims as a token's are read, then those that only proofs have.</summary>
internal ref struct ProofClaimReader
{
    private Span<byte> _scratch;
    private UnverifiedProof _proof;

    private ProofClaimReader(Span<byte> scratch) => _scratch = scratch;

    /// <summary>Reads the payload.</summary>
    /// <param name="payload">The decoded payload.</param>
    /// <param name="names">Memory for names.</param>
    /// <param name="scratch">Memory for unescaped text, as long as the payload.</param>
    /// <param name="proof">The claims.</param>
    /// <param name="status">On false, why the proof is refused.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, Span<ulong> names, Span<byte> scratch, out UnverifiedProof proof, out ProofStatus status)
    {
        var reader = new ProofClaimReader(scratch);
        bool isSound = TokenPayloadReader.TryRead(
            payload, names, ClaimPlan.Empty, [], out UnverifiedPayload registered, out RefusalReason reason)
            && reader.TryReadAll(payload, names);
        reader._proof.Times = registered.Times;
        proof = reader._proof;
        bool isComplete = isSound && proof.Times.IssuedAt is not null && !proof.Id.IsEmpty && !proof.Method.IsEmpty
            && !proof.Target.IsEmpty && proof.TokenHash.Length == Thumbprint.TextLength;
        status = isComplete ? ProofStatus.Held
            : reason is RefusalReason.Undecided or RefusalReason.ClaimMalformed ? ProofStatus.ClaimsNotSound
            : ProofStatus.NotJwt;
        return isComplete;
    }

    // The text was read as a whole before: only types are left to find out.
    private bool TryReadAll(ReadOnlySpan<byte> payload, Span<ulong> names)
    {
        var json = new StrictJsonReader(payload, TokenLimits.Depth, names);
        json.Read();
        while (json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
        {
            if (!TryTake(name, isEscaped, ref json))
            {
                return false;
            }

            json.SkipChildren();
        }

        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> name, bool isEscaped, scoped ref StrictJsonReader json)
    {
        // The names that proofs have begin with one of few letters, in either spelling.
        if (JsonText.Equals(name, isEscaped, "jti"u8))
        {
            return TryTakeText(ref json, out _proof.Id);
        }

        if (JsonText.Equals(name, isEscaped, "htm"u8))
        {
            return TryTakeText(ref json, out _proof.Method);
        }

        if (JsonText.Equals(name, isEscaped, "htu"u8))
        {
            return TryTakeText(ref json, out _proof.Target);
        }

        if (JsonText.Equals(name, isEscaped, "ath"u8))
        {
            return TryTakeText(ref json, out _proof.TokenHash);
        }

        return !JsonText.Equals(name, isEscaped, "nonce"u8) || TryTakeText(ref json, out _proof.Nonce);
    }

    private bool TryTakeText(scoped ref StrictJsonReader json, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (json.Kind != JsonTokenKind.String)
        {
            return false;
        }

        if (!json.IsEscaped)
        {
            text = json.Value;
            return true;
        }

        int length = JsonText.Unescape(json.Value, _scratch);
        text = _scratch[..length];
        _scratch = _scratch[length..];
        return true;
    }
}
