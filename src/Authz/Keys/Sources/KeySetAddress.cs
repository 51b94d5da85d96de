namespace Authz.Keys.Sources;

/// <summary>Which addresses keys may come from: what travels unprotected could be anyone's.</summary>
internal static class KeySetAddress
{
    public static bool IsAllowed(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}
