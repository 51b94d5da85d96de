using System.Globalization;

namespace Authz.Server.Tests.Gateway;

/// <summary>An answer as it came over a socket.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>The answer in a connection's text; status 0 where there is none.</summary>
    public static RawAnswer Read(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return new RawAnswer(0, [], text);
        }

        string[] lines = text[..end].Split("\r\n");
        KeyValuePair<string, string>[] headers =
        [
            .. lines[1..]
                .Select(line => line.Split(": ", 2))
                .Select(pair => KeyValuePair.Create(pair[0], pair.Length > 1 ? pair[1] : string.Empty)),
        ];
        return new RawAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, text[(end + 4)..]);
    }

    /// <summary>The one value of a header; null where there is none.</summary>
    public string? this[string name] =>
        Headers.SingleOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
