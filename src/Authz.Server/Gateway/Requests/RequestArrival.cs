using System.Collections.Frozen;
using Authz.FoldedNames;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// The one place at which a request's headers lose what a client may not say. Everything after it (decision, identity sources, mappings,
/// events, logs) reads only what is left, and narrows nothing again. Whatever trusts a proxy in front reads before it.
/// </summary>
internal static class RequestArrival
{
    // RFC 9110 section 7.6.1: never fields that are meant for all recipients. Without the first three the request would be another one;
    // without Via, one that goes in circles would look new at every turn.
    private static readonly FrozenSet<string> s_endToEnd =
        FrozenSet.ToFrozenSet(["Host", "Content-Length", "Transfer-Encoding", "Via"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Removes the headers that only a proxy may send, other spellings of those that frame a message, and those that <c>Connection</c>
    /// names as hop-by-hop.
    /// </summary>
    public static void Narrow(IHeaderDictionary headers)
    {
        foreach (string? values in headers.Connection)
        {
            foreach (string option in (values ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
            {
                if (!s_endToEnd.Contains(option))
                {
                    headers.Remove(option);
                }
            }
        }

        // Trailers are not forwarded, so nothing may announce them.
        headers.Remove("Trailer");

        List<string>? forged = null;

        // Kestrel makes a list of the names for whoever asks for them.
        foreach ((string name, _) in headers)
        {
            if (ProxyHeaders.Contains(name) || MessageHeaders.IsAlias(name))
            {
                (forged ??= []).Add(name);
            }
        }

        foreach (string name in forged ?? [])
        {
            headers.Remove(name);
        }
    }
}
