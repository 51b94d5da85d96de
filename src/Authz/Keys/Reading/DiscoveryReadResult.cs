namespace Authz.Keys.Reading;

/// <summary>What a discovery document says: where the keys are, or what is wrong with it.</summary>
internal readonly record struct DiscoveryReadResult(Uri? KeySetAddress, string? Error)
{
    public static DiscoveryReadResult Failed(string error) => new(null, error);
}
