namespace Authz.Keys.Reading;

/// <summary>The result of reading a discovery document: the address of the keys, or the error.</summary>
internal readonly record struct DiscoveryReadResult(Uri? KeySetAddress, string? Error)
{
    public static DiscoveryReadResult Failed(string error) => new(null, error);
}
