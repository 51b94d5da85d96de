namespace Authz.Tokens;

/// <summary>What may be asked of a header before the signature: the algorithm and the key it names, and its type.</summary>
internal readonly ref struct UnverifiedHeader
{
    public JwsAlgorithm Algorithm { get; init; }

    /// <summary>The <c>kid</c>, unescaped; never empty.</summary>
    public ReadOnlySpan<byte> KeyId { get; init; }

    /// <summary>The <c>typ</c>, unescaped; empty where the header has none.</summary>
    public ReadOnlySpan<byte> Type { get; init; }
}
