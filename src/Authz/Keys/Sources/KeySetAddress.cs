namespace Authz.Keys.Sources;

/// <summary>The addresses that keys may come from: a key set sent unprotected could be anyone's.</summary>
internal static class KeySetAddress
{
    public static bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
