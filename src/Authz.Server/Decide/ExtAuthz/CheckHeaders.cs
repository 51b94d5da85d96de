using System.Text;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Decide.ExtAuthz;

/// <summary>
/// The client's headers in a question: a map, in which those that occur several times are joined with commas, or else a list, in which they
/// are not. They stay where they are until somebody looks for one. <c>Host</c> is not among them: Envoy says it apart.
/// </summary>
/// <param name="host">The host that the client asked for; empty if Envoy does not say.</param>
/// <param name="octets">The question.</param>
/// <param name="headers">Where they stand in it.</param>
internal sealed class CheckHeaders(string host, byte[] octets, List<CheckHeader> headers)
{
    private const string Host = "Host";

    /// <summary>The names, as often as they occur.</summary>
    public IEnumerable<string> Names => headers.Select(header => Encoding.ASCII.GetString(header.Name.In(octets)));

    /// <summary>The values of a header, by its name in any case.</summary>
    public StringValues Find(string name) => IsHost(name)
        ? new StringValues(host)
        : new StringValues([.. headers.Where(header => IsNamed(header, name)).Select(header => header.TextOf(octets))]);

    /// <summary>The header for the engine: one in another spelling is there, and empty; several are a repetition.</summary>
    public static HeaderValue Find(object state, string name)
    {
        CheckHeaders headers = (CheckHeaders)state;
        if (IsHost(name))
        {
            return new HeaderValue(headers.WrittenHost);
        }

        int count = headers.Count(name, out CheckHeader? found);

        // A comma may stand between two credentials, and in no single one.
        return count > 1 || (found is { } joined && joined.OctetsOf(headers.Octets).Contains((byte)',')) ? HeaderValue.Repeated
            : found is { } only ? new HeaderValue(only.TextOf(headers.Octets))
            : new HeaderValue(count == 1 ? "" : null);
    }

    private byte[] Octets => octets;

    private string? WrittenHost => host.Length > 0 ? host : null;

    private static bool IsHost(string name) => name.Equals(Host, StringComparison.OrdinalIgnoreCase);

    // How many headers a backend may take for this one, and the last under its very name.
    private int Count(string name, out CheckHeader? found)
    {
        int count = 0;
        found = null;
        foreach (CheckHeader header in headers)
        {
            if (IsNamed(header, name))
            {
                count++;
                found = header;
            }
            else if (header.Name.Length == name.Length && HeaderSource.AreAlike(Encoding.ASCII.GetString(header.Name.In(octets)), name))
            {
                count++;
            }
        }

        return count;
    }

    private bool IsNamed(in CheckHeader header, string name) => Ascii.EqualsIgnoreCase(header.Name.In(octets), name);
}
