namespace Authz.Tokens;

/// <summary>The bounds inside a token; its own length is bounded by <see cref="ApiAuthorizerOptions.MaximumTokenLength"/>.</summary>
internal static class TokenLimits
{
    /// <summary>The default for <c>standard</c>: longer than any token that fits into common header limits.</summary>
    public const int StandardTokenLength = 8_192;

    /// <summary>The service's limit for request line and headers together (AWS quotas for HTTP APIs).</summary>
    public const int AwsTokenLength = 10_240;

    public const int SmallestTokenLength = 256;
    public const int LargestTokenLength = 32_768;

    /// <summary>Bytes of the decoded header.</summary>
    public const int Header = 2_048;

    public const int KeyId = 256;

    public const int Audiences = 64;

    public const int Depth = 16;
}
