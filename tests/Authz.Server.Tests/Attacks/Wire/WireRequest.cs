using System.Globalization;
using System.Text;
using Authz.FoldedNames;
using Authz.Targets;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>
/// What a backend got, read by the letter: one request, whose end no two programs can find in two places, and without anything that was
/// meant for the gateway alone.
/// </summary>
internal static class WireRequest
{
    // A backend that folds names would take them for these.
    private static readonly string[] s_framing = ["Host", "Content-Length", "Transfer-Encoding", "Connection"];

    private static readonly string[] s_forGateways =
        ["Upgrade", "HTTP2-Settings", "Keep-Alive", "Proxy-Connection", "Trailer", "X-Trailer", "X-Forwarded-For", "X-Original-URL"];

    /// <summary>Method, target, and the body if there is one.</summary>
    public static string Summarise(string octets)
    {
        int end = octets.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"The backend got no whole head:\n{octets}");
        string[] lines = octets[..end].Split("\r\n");
        Assert.All(lines, line => Assert.False(line.AsSpan().ContainsAny('\r', '\n', '\0'), $"The backend got '{line}'."));
        string[] words = lines[0].Split(' ');
        Assert.True(words is [_, _, "HTTP/1.1"], $"The backend got the line '{lines[0]}'.");
        Assert.True(CanonicalTarget.TryRead(words[1], out _), $"The backend got the target '{words[1]}'.");
        (string Name, string Value)[] headers = [.. lines.Skip(1).Select(Split)];
        AssertHasOneFraming(headers, octets);
        Assert.DoesNotContain("other.example", octets[..end], StringComparison.Ordinal);
        Assert.All(headers, header => Assert.DoesNotContain(s_forGateways, name => HeaderSpelling.AreSame(name, header.Name)));
        return $"{words[0]} {words[1]} {ReadBody(headers, octets[(end + 4)..])}".TrimEnd(' ');
    }

    private static void AssertHasOneFraming((string Name, string Value)[] headers, string octets)
    {
        foreach ((string name, _) in headers)
        {
            string? meant = s_framing.FirstOrDefault(framing => HeaderSpelling.AreSame(framing, name));
            Assert.True(
                meant is null || meant.Equals(name, StringComparison.OrdinalIgnoreCase),
                $"The backend got '{name}', which it may fold:\n{octets}");
        }

        int Count(string name) => headers.Count(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(1, Count("Host"));
        Assert.Equal(0, Count("Connection"));
        Assert.InRange(Count("Content-Length") + Count("Transfer-Encoding"), 0, 1);
        Assert.InRange(Count("Authorization"), 0, 1);
    }

    private static (string Name, string Value) Split(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        Assert.True(colon > 0 && RfcText.IsToken(line.AsSpan(0, colon)), $"The backend got the header '{line}'.");
        return (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
    }

    private static string ReadBody((string Name, string Value)[] headers, string rest)
    {
        string? ValueOf(string name) =>
            headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        if (ValueOf("Transfer-Encoding") is { } coding)
        {
            Assert.Equal("chunked", coding);
            return ReadChunks(rest);
        }

        int length = ValueOf("Content-Length") is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        Assert.True(rest.Length == length, $"The backend got more than the {length} octets of a body:\n{rest}");
        return rest;
    }

    private static string ReadChunks(string rest)
    {
        StringBuilder body = new();
        int start = 0;
        while (true)
        {
            int end = rest.IndexOf("\r\n", start, StringComparison.Ordinal);
            int size = int.Parse(rest.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            body.Append(rest, end + 2, size);
            start = end + 2 + size;
            Assert.Equal("\r\n", rest.Substring(start, 2));
            start += 2;
            if (size == 0)
            {
                Assert.True(start == rest.Length, $"The backend got more than the chunks of a body:\n{rest}");
                return body.ToString();
            }
        }
    }
}
