using Authz.Tokens;

namespace Authz.Binding;

/// <summary>
/// The members of a proof's <c>jwk</c> that make its thumbprint (RFC 7638 section 3.2), read in place. Whether the key is sound is asked
/// later, of the reader of all keys: here a key is only told apart from every other.
/// </summary>
internal ref struct ProofJwk
{
    // Base64url of 4,096 bits, and of the four bytes that an exponent has at most.
    private const int LongestModulus = 683;
    private const int LongestExponent = 6;
    private const int LongestMembers = 1_024;

    private ReadOnlySpan<byte> _type;
    private ReadOnlySpan<byte> _curve;
    private ReadOnlySpan<byte> _x;
    private ReadOnlySpan<byte> _y;
    private ReadOnlySpan<byte> _modulus;
    private ReadOnlySpan<byte> _exponent;

    /// <summary>
    /// The thumbprint of a key; false if it is not one that a proof may have, or has a private member, whatever its value (RFC 9449
    /// section 4.3, check 7).
    /// </summary>
    public static bool TryGetThumbprint(ReadOnlySpan<byte> text, Span<ulong> names, out Thumbprint thumbprint)
    {
        thumbprint = default;
        ProofJwk jwk = default;
        var json = new StrictJsonReader(text, TokenLimits.Depth, names);
        json.Read();
        while (json.ReadMember(out ReadOnlySpan<byte> name, out bool isEscaped))
        {
            // A name with an escape could hide a private member.
            if (isEscaped || IsPrivate(name) || !jwk.TryTake(name, ref json))
            {
                return false;
            }

            json.SkipChildren();
        }

        Span<byte> members = stackalloc byte[LongestMembers];
        if (!jwk.TryWrite(members, out int length))
        {
            return false;
        }

        thumbprint = Thumbprint.Of(members[..length]);
        return true;
    }

    // RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1.
    private static bool IsPrivate(ReadOnlySpan<byte> name) => name.Length switch
    {
        1 => (name[0] | 0x20) is 'd' or 'p' or 'q' or 'k',
        2 => (name[0] | 0x20, name[1] | 0x20) is ('d', 'p') or ('d', 'q') or ('q', 'i'),
        3 => (name[0] | 0x20, name[1] | 0x20, name[2] | 0x20) is ('o', 't', 'h'),
        _ => false,
    };

    private bool TryTake(ReadOnlySpan<byte> name, scoped ref StrictJsonReader json)
    {
        if (name.SequenceEqual("kty"u8))
        {
            return TryTakeText(ref json, out _type);
        }

        if (name.SequenceEqual("crv"u8))
        {
            return TryTakeText(ref json, out _curve);
        }

        // Elsewhere an empty value counts as absent, because issuers write it. Here it would be read by some and not by others.
        if (name.SequenceEqual("alg"u8) || name.SequenceEqual("use"u8))
        {
            return TryTakeText(ref json, out _);
        }

        if (name.SequenceEqual("key_ops"u8))
        {
            StrictJsonReader items = json;
            return items.Kind == JsonTokenKind.StartArray && items.Read() && items.Kind == JsonTokenKind.String;
        }

        return name.Length != 1 || name[0] switch
        {
            (byte)'x' => TryTakeText(ref json, out _x),
            (byte)'y' => TryTakeText(ref json, out _y),
            (byte)'n' => TryTakeText(ref json, out _modulus),
            (byte)'e' => TryTakeText(ref json, out _exponent),
            _ => true,
        };
    }

    private static bool TryTakeText(scoped ref StrictJsonReader json, out ReadOnlySpan<byte> text)
    {
        text = json.Value;
        return json.Kind == JsonTokenKind.String && !json.IsEscaped && !text.IsEmpty;
    }

    private readonly bool TryWrite(Span<byte> members, out int length)
    {
        length = 0;
        if (_type.SequenceEqual("EC"u8))
        {
            bool hasSize = _curve.SequenceEqual("P-256"u8) ? _x.Length == 43 && _y.Length == 43
                : _curve.SequenceEqual("P-384"u8) && _x.Length == 64 && _y.Length == 64;
            length = hasSize ? Write(members, "{\"crv\":\""u8, _curve, "\",\"kty\":\"EC\",\"x\":\""u8, _x, "\",\"y\":\""u8, _y) : 0;
        }
        else if (_type.SequenceEqual("RSA"u8))
        {
            bool hasSize = _modulus.Length is > 0 and <= LongestModulus && _exponent.Length is > 0 and <= LongestExponent;
            length = hasSize ? Write(members, "{\"e\":\""u8, _exponent, "\",\"kty\":\"RSA\",\"n\":\""u8, _modulus, default, default) : 0;
        }
        else if (_type.SequenceEqual("OKP"u8))
        {
            bool hasSize = _curve.SequenceEqual("Ed25519"u8) && _x.Length == 43;
            length = hasSize ? Write(members, "{\"crv\":\""u8, _curve, "\",\"kty\":\"OKP\",\"x\":\""u8, _x, default, default) : 0;
        }

        return length > 0;
    }

    private static int Write(
        Span<byte> members, ReadOnlySpan<byte> first, ReadOnlySpan<byte> one, ReadOnlySpan<byte> second, ReadOnlySpan<byte> two,
        ReadOnlySpan<byte> third, ReadOnlySpan<byte> three)
    {
        Span<byte> rest = Append(Append(Append(Append(Append(Append(members, first), one), second), two), third), three);
        return members.Length - Append(rest, "\"}"u8).Length;
    }

    private static Span<byte> Append(Span<byte> rest, ReadOnlySpan<byte> text)
    {
        text.CopyTo(rest);
        return rest[text.Length..];
    }
}
