namespace Authz.Tokens;

/// <summary>
/// A header as one accepted token had it, and what it says. Nearly all tokens of a key have the same one: it is read once.
/// </summary>
internal sealed class KnownHeader
{
    private readonly byte[] _encoded;
    private readonly JwsAlgorithm _algorithm;
    private readonly byte[] _keyId;
    private readonly byte[] _type;

    public KnownHeader(ReadOnlySpan<byte> encoded, UnverifiedHeader header)
    {
        _encoded = encoded.ToArray();
        _algorithm = header.Algorithm;
        _keyId = header.KeyId.ToArray();
        _type = header.Type.ToArray();
    }

    /// <summary>What reading the header again would yield.</summary>
    public UnverifiedHeader Header => new() { Algorithm = _algorithm, KeyId = _keyId, Type = _type };

    /// <summary>Whether a token's header is this one, character by character.</summary>
    public bool Is(ReadOnlySpan<byte> encoded) => encoded.SequenceEqual(_encoded);
}
