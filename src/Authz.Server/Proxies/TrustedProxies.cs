using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Authz.Server.Proxies;

/// <summary>
/// The addresses of the proxies whose word about a request is taken. Immutable, and empty by default: nobody is trusted who is not named,
/// loopback included. An IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2) is the IPv4 address, in the set as in the question.
/// </summary>
internal sealed class TrustedProxies
{
    public static readonly TrustedProxies None = new([]);

    private readonly ImmutableArray<IPNetwork> _networks;

    public TrustedProxies(IEnumerable<IPNetwork> networks) => _networks = [.. networks.Select(Unmap)];

    public bool IsEmpty => _networks.IsEmpty;

    /// <summary>Whether the other end of a connection is a trusted proxy; never if it has no address.</summary>
    public bool Contains([NotNullWhen(true)] IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        IPAddress plain = Unmap(address);
        foreach (IPNetwork network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The address itself; the IPv4 address if it is a mapped one.</summary>
    public static IPAddress Unmap(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Reads an address, or a network such as <c>10.0.0.0/8</c>, in its usual form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="network">The network; of an address, that of it alone.</param>
    /// <param name="problem">Why the text names none, after the text itself; null if it does.</param>
    public static bool TryParse(string text, out IPNetwork network, [NotNullWhen(false)] out string? problem)
    {
        network = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string addressText = slash < 0 ? text : text[..slash];
        if (!TryReadAddress(addressText, out IPAddress? address))
        {
            problem = "is no address and no network, such as 10.0.0.0/8, 192.0.2.7 or fd00::/8.";
        }
        else if (slash < 0)
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            problem = null;
        }
        else if (!IPNetwork.TryParse(text, out network) || !network.BaseAddress.Equals(address))
        {
            problem = "is no network: after the length of the prefix, an address's bits are 0, as in 10.0.0.0/8.";
        }
        else
        {
            network = Unmap(network);
            problem = network.PrefixLength == 0 ? "is every address there is; name the proxies." : null;
        }

        return problem is null;
    }

    // The platform also reads 10.1 and 010.0.0.1, which other programs take for other addresses, and ports and zones, which are lost.
    private static bool TryReadAddress(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetwork
            ? address.ToString() == text
            : !text.AsSpan().ContainsAny('[', ']', '%'));

    private static IPNetwork Unmap(IPNetwork network) => network.BaseAddress.IsIPv4MappedToIPv6
        ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - 96)
        : network;
}
