namespace Authz.Tokens;

/// <summary>The part of a header that may be read before the signature is verified: algorithm, the key's name and type.</summary>
internal readonly ref struct UnverifiedHeader
{
    public JwsAlgorithm Algorithm { get; init; }

    /// <summary>How the header names the key.</summary>
    public KeyReference Key { get; init; }

    /// <summary>The <c>typ</c>, unescaped; empty if the header has no <c>typ</c>.</summary>
    public ReadOnlySpan<byte> Type { get; init; }
}
