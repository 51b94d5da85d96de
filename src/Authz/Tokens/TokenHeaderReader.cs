using System.Runtime.CompilerServices;
using Authz.Json;

namespace Authz.Tokens;

/// <summary>Reads a decoded JOSE header in one strict pass.</summary>
internal ref struct TokenHeaderReader
{
    /// <summary>How much scratch space <see cref="TryRead"/> needs for unescaped text.</summary>
    public const int ScratchLength = 6 * TextLength;

    private const int TextLength = TokenLimits.KeyId;

    // An escape is at most six times as long as its unescaped text.
    private const int LongestEscapedText = 6 * TextLength;

    // Six times the longest name that is looked for, x5t#S256: a longer raw name cannot be one of them.
    private const int LongestEscapedName = 48;

    private readonly Span<byte> _scratch;
    private ReadOnlySpan<byte> _algorithm;
    private ReadOnlySpan<byte> _keyId;
    private ReadOnlySpan<byte> _sha256Thumbprint;
    private ReadOnlySpan<byte> _sha1Thumbprint;
    private bool _hasBadThumbprint;
    private ReadOnlySpan<byte> _type;
    private ReadOnlySpan<byte> _contentType;

    private TokenHeaderReader(Span<byte> scratch) => _scratch = scratch;

    /// <summary>Reads the header; on false <paramref name="reason"/> says why it is refused.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> json, Span<ulong> names, Span<byte> scratch, out UnverifiedHeader header, out RefusalReason reason)
    {
        var members = new TokenHeaderReader(scratch);
        reason = members.ReadAll(json, names);
        header = new UnverifiedHeader
        {
            Algorithm = JwsAlgorithmNames.Parse(members._algorithm),
            Key = members.Key,
            Type = members._type,
        };

        // RFC 8725 section 3.1: an allow-list; none, HS* and every unknown name end here.
        if (reason == RefusalReason.Undecided && header.Algorithm == JwsAlgorithm.Unknown)
        {
            reason = RefusalReason.AlgorithmNotAllowed;
        }

        return reason == RefusalReason.Undecided;
    }

    // A kid decides alone; the stronger hash goes before the weaker.
    private readonly KeyReference Key =>
        !_keyId.IsEmpty ? new KeyReference(KeyReferenceKind.KeyId, _keyId)
        : !_sha256Thumbprint.IsEmpty ? new KeyReference(KeyReferenceKind.Sha256Thumbprint, _sha256Thumbprint)
        : !_sha1Thumbprint.IsEmpty ? new KeyReference(KeyReferenceKind.Sha1Thumbprint, _sha1Thumbprint)
        : default;

    // RFC 7515 section 5.2 steps 2 to 4: a complete JSON object. Undecided means that nothing spoke against it.
    private RefusalReason ReadAll(ReadOnlySpan<byte> text, Span<ulong> names)
    {
        var json = new StrictJsonReader(text, TokenLimits.Depth, names);
        RefusalReason objection = RefusalReason.Undecided;
        bool isObject = json.Read() && json.Kind == JsonTokenKind.StartObject;
        while (isObject && json.ReadMember(out ReadOnlySpan<byte> name, out bool isNameEscaped))
        {
            RefusalReason found = Take(Identify(name, isNameEscaped), ref json);
            objection = objection == RefusalReason.Undecided ? found : objection;
            json.SkipChildren();
        }

        json.Read();
        if (!isObject || !json.IsComplete)
        {
            return RefusalReason.TokenMalformed;
        }

        // alg is required by RFC 7515 section 4.1.1.
        bool isSound = !_algorithm.IsEmpty && !(_keyId.IsEmpty && _hasBadThumbprint);
        return objection == RefusalReason.Undecided && !isSound ? RefusalReason.TokenMalformed : objection;
    }

    private static HeaderMember Identify(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (!isEscaped)
        {
            return HeaderMembers.Identify(name);
        }

        Span<byte> plain = stackalloc byte[LongestEscapedName];
        return name.Length > plain.Length ? HeaderMember.Other : HeaderMembers.Identify(plain[..JsonText.Unescape(name, plain)]);
    }

    private RefusalReason Take(HeaderMember member, scoped ref StrictJsonReader json)
    {
        switch (member)
        {
            case HeaderMember.Algorithm:
                return TakeText(ref json, 0, out _algorithm);
            case HeaderMember.KeyId:
                RefusalReason fault = TakeText(ref json, 1, out _keyId);
                return fault == RefusalReason.Undecided && _keyId.IsEmpty ? RefusalReason.TokenMalformed : fault;
            case HeaderMember.Type:
                return TakeText(ref json, 2, out _type);
            case HeaderMember.ContentType:
                RefusalReason reason = TakeText(ref json, 3, out _contentType);
                return MediaType.Names(_contentType, "jwt"u8) ? RefusalReason.TokenMalformed : reason;
            case HeaderMember.Sha256Thumbprint:
                return TakeThumbprint(ref json, 4, out _sha256Thumbprint);
            case HeaderMember.Sha1Thumbprint:
                return TakeThumbprint(ref json, 5, out _sha1Thumbprint);
            case HeaderMember.Refused:
                return RefusalReason.CriticalHeader;
            case HeaderMember.ReplicatedClaim:
                return RefusalReason.TokenMalformed;
            default:
                return RefusalReason.Undecided;
        }
    }

    // Beside a kid only its type matters. Alone an empty or too long one is malformed, not absent: nothing may decide in its place.
    private RefusalReason TakeThumbprint(scoped ref StrictJsonReader json, int place, out ReadOnlySpan<byte> thumbprint)
    {
        RefusalReason reason = TakeText(ref json, place, out thumbprint);
        _hasBadThumbprint |= thumbprint.IsEmpty;
        return reason == RefusalReason.TokenTooLarge ? RefusalReason.Undecided : reason;
    }

    private readonly RefusalReason TakeText(scoped ref StrictJsonReader json, int place, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (json.Kind != JsonTokenKind.String)
        {
            return RefusalReason.TokenMalformed;
        }

        ReadOnlySpan<byte> raw = json.Value;
        if (!json.IsEscaped && raw.Length <= TextLength)
        {
            text = raw;
            return RefusalReason.Undecided;
        }

        Span<byte> plain = _scratch.Slice(place * TextLength, TextLength);
        if (!json.IsEscaped || !TryUnescape(raw, plain, out int length))
        {
            return RefusalReason.TokenTooLarge;
        }

        text = plain[..length];
        return RefusalReason.Undecided;
    }

    // Not part of its caller: the memory for escapes would otherwise be set up for every text.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> plain, out int length)
    {
        length = 0;
        if (raw.Length > LongestEscapedText)
        {
            return false;
        }

        Span<byte> whole = stackalloc byte[LongestEscapedText];
        length = JsonText.Unescape(raw, whole);
        return whole[..length].TryCopyTo(plain);
    }
}
