using System.Net;
using System.Net.NetworkInformation;

namespace Authz.Server.Gateway;

/// <summary>The addresses on which the gateway itself listens: none of them can be a backend or function of it.</summary>
/// <param name="listen">The one address; ignored if there are endpoints.</param>
/// <param name="kestrel">Kestrel's own configuration, read anew for each question; null for none.</param>
internal sealed class ListenAddresses(Uri listen, IConfiguration? kestrel)
{
    private const string Localhost = "localhost";

    private volatile IReadOnlyCollection<string> _bound = [];

    /// <summary>Adds the actual addresses of a gateway that runs, some of which have a port of the system's choice.</summary>
    public void AddBound(IReadOnlyCollection<string> addresses) => _bound = addresses;

    /// <summary>The address at which a request to this URL would reach the gateway; null if it is another server's.</summary>
    /// <remarks>Names are not looked up: only those of this machine are known.</remarks>
    public string? Find(Uri url) => Configured().Concat(_bound).FirstOrDefault(address => Receives(address, url));

    private IEnumerable<string> Configured() => kestrel is null
        ? [listen.GetLeftPart(UriPartial.Authority)]
        : kestrel.GetSection("Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();

    // The scheme does not matter: a port belongs to one listener.
    private static bool Receives(string address, Uri url)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            // Kestrel refuses it in its own words.
            return false;
        }

        return !binding.IsUnixPipe && !binding.IsNamedPipe && binding.Port == url.Port && Receives(ReadHost(binding.Host), url);
    }

    // Null is a wildcard, which Kestrel makes of any name but localhost.
    private static IPAddress[]? ReadHost(string host)
    {
        if (host.Equals(Localhost, StringComparison.OrdinalIgnoreCase))
        {
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }

        return IPAddress.TryParse(host, out IPAddress? address) && !IsAny(address) ? [Unmap(address)] : null;
    }

    private static bool Receives(IPAddress[]? listening, Uri url)
    {
        string host = url.IdnHost.TrimEnd('.');
        if (!IPAddress.TryParse(host, out IPAddress? asked))
        {
            return IsLocalName(host)
                ? listening is null || listening.Any(IPAddress.IsLoopback)
                : listening is null && IsThisMachine(host);
        }

        asked = Unmap(asked);
        if (listening is null)
        {
            return IsAny(asked) || IPAddress.IsLoopback(asked) || IsOwn(asked);
        }

        // A connection to "any address" is one to loopback.
        return listening.Contains(asked) || (IsAny(asked) && listening.Any(IPAddress.IsLoopback));
    }

    // RFC 6761 section 6.3: names below localhost are loopback too.
    private static bool IsLocalName(string host) =>
        host.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + Localhost, StringComparison.OrdinalIgnoreCase);

    private static bool IsThisMachine(string host)
    {
        IPGlobalProperties machine = IPGlobalProperties.GetIPGlobalProperties();
        return host.Equals(machine.HostName, StringComparison.OrdinalIgnoreCase)
            || host.Equals($"{machine.HostName}.{machine.DomainName}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOwn(IPAddress address) => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(card => card.GetIPProperties().UnicastAddresses)
        .Any(own => own.Address.GetAddressBytes().AsSpan().SequenceEqual(address.GetAddressBytes()));

    private static bool IsAny(IPAddress address) => Unmap(address).Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress Unmap(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
