namespace Authz.Tokens;

/// <summary>
/// The header of an accepted token, and its values. Nearly all tokens of a key have the same header: it is read once.
/// </summary>
internal sealed class KnownHeader
{
    private readonly byte[] _encoded;
    private readonly JwsAlgorithm _algorithm;
    private readonly KeyReferenceKind _keyKind;
    private readonly byte[] _keyName;
    private readonly byte[] _type;

    public KnownHeader(ReadOnlySpan<byte> encoded, UnverifiedHeader header)
    {
        _encoded = encoded.ToArray();
        _algorithm = header.Algorithm;
        _keyKind = header.Key.Kind;
        _keyName = header.Key.Name.ToArray();
        _type = header.Type.ToArray();
    }

    /// <summary>The result of reading the header again.</summary>
    public UnverifiedHeader Header => new() { Algorithm = _algorithm, Key = new KeyReference(_keyKind, _keyName), Type = _type };

    /// <summary>Whether a token's header is this one, character by character.</summary>
    public bool Is(ReadOnlySpan<byte> encoded) => encoded.SequenceEqual(_encoded);
}
