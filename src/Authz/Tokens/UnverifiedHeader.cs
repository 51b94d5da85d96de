namespace Authz.Tokens;

/// <summary>The part of a header that may be read before the signature is verified: algorithm, key id and type.</summary>
internal readonly ref struct UnverifiedHeader
{
    public JwsAlgorithm Algorithm { get; init; }

    /// <summary>The <c>kid</c>, unescaped; never empty.</summary>
    public ReadOnlySpan<byte> KeyId { get; init; }

    /// <summary>The <c>typ</c>, unescaped; empty if the header has no <c>typ</c>.</summary>
    public ReadOnlySpan<byte> Type { get; init; }
}
