namespace Authz.Tokens;

/// <summary>The bounds inside a token; its own length is bounded by <see cref="AuthorizerDefinition.MaximumTokenLength"/>.</summary>
internal static class TokenLimits
{
    public const int SmallestTokenLength = 256;
    public const int LargestTokenLength = 32_768;

    /// <summary>Bytes of the decoded header.</summary>
    public const int Header = 2_048;

    public const int KeyId = 256;

    public const int Audiences = 64;

    public const int Depth = 16;
}
