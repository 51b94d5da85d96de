using System.Text;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Proxies.Forwarding;

/// <summary>
/// The field <c>Forwarded</c> (RFC 7239 section 4). A line that is malformed anywhere says nothing at all: a client could have begun it
/// with a quote, to have what proxies add read as its own text.
/// </summary>
internal static class ForwardedField
{
    private const string For = "for";
    private const string Proto = "proto";
    private const string HostName = "host";

    /// <summary>What each proxy says, the first first.</summary>
    public static List<ForwardedHop> Read(StringValues lines)
    {
        List<ForwardedHop> hops = [];
        foreach (string? line in lines)
        {
            List<ForwardedHop> ofLine = [];
            hops.AddRange(TryReadLine(line ?? "", ofLine) ? ofLine : [ForwardedHop.Unknown]);
        }

        return hops;
    }

    private static bool TryReadLine(string line, List<ForwardedHop> hops)
    {
        Dictionary<string, string> pairs = new(StringComparer.OrdinalIgnoreCase);
        int at = SkipWhiteSpace(line, 0);
        while (at < line.Length)
        {
            switch (line[at])
            {
                case ',':
                    AddHop(hops, pairs);
                    at++;
                    break;
                case ';':
                    at++;
                    break;
                default:
                    if (!TryReadPair(line, ref at, pairs))
                    {
                        return false;
                    }

                    break;
            }

            at = SkipWhiteSpace(line, at);
        }

        AddHop(hops, pairs);
        return true;
    }

    // An empty list element is none (RFC 9110 section 5.6.1).
    private static void AddHop(List<ForwardedHop> hops, Dictionary<string, string> pairs)
    {
        if (pairs.Count > 0)
        {
            hops.Add(new ForwardedHop(
                pairs.TryGetValue(For, out string? node) ? ForwardedNode.Read(node, isBareAllowed: false) : null,
                pairs.GetValueOrDefault(Proto),
                pairs.GetValueOrDefault(HostName)));
            pairs.Clear();
        }
    }

    // token "=" value, each name at most once in an element, and a separator or the end behind it.
    private static bool TryReadPair(string line, ref int at, Dictionary<string, string> pairs)
    {
        int equals = line.IndexOf('=', at);
        if (equals < 0 || !RfcText.IsToken(line.AsSpan(at, equals - at)))
        {
            return false;
        }

        string name = line[at..equals];
        at = equals + 1;
        bool isRead = at < line.Length && line[at] == '"'
            ? TryReadQuoted(line, ref at, out string value)
            : TryReadToken(line, ref at, out value);
        int next = SkipWhiteSpace(line, at);
        return isRead && pairs.TryAdd(name, value) && (next == line.Length || line[next] is ',' or ';');
    }

    private static bool TryReadToken(string line, ref int at, out string value)
    {
        int end = line.AsSpan(at).IndexOfAny(",; \t");
        value = end < 0 ? line[at..] : line.Substring(at, end);
        at += value.Length;
        return RfcText.IsToken(value);
    }

    // RFC 9110 section 5.6.4: a quoted string, in which a backslash stands before a character that is meant as it is.
    private static bool TryReadQuoted(string line, ref int at, out string value)
    {
        StringBuilder text = new();
        for (at++; at < line.Length && line[at] != '"'; at++)
        {
            at += line[at] == '\\' ? 1 : 0;
            text.Append(at < line.Length ? line[at] : '"');
        }

        value = text.ToString();
        return at++ < line.Length;
    }

    private static int SkipWhiteSpace(string line, int at)
    {
        while (at < line.Length && line[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }
}
