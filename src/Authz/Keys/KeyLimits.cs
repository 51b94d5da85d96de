namespace Authz.Keys;

/// <summary>How much of a key source is read at all, and how long it may be relied on.</summary>
internal static class KeyLimits
{
    /// <summary>The size of a key set that API Gateway reads at most, for discovery documents, files and inline sets too.</summary>
    public const int DocumentBytes = 150_000;

    public const int JsonDepth = 16;
    public const int KeysPerSet = 100;
    public const int KeyIdBytes = 256;

    public const int SmallestRsaBits = 2048;
    public const int LargestRsaBits = 8192;

    /// <summary>The default of <see cref="JwtConfiguration.MaximumKeyAge"/>.</summary>
    public static readonly TimeSpan DefaultMaximumAge = TimeSpan.FromHours(24);

    /// <summary>How many left-out keys an error names.</summary>
    public const int NamedCauses = 5;
}
