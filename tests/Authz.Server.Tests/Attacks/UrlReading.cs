using System.Globalization;
using System.Text;

namespace Authz.Server.Tests.Attacks;

/// <summary>A path as the WHATWG URL standard reads it ("basic URL parser", from the path state on), written from the standard alone.</summary>
/// <param name="Path">The path, percent-encoded.</param>
/// <param name="Query">The query with its question mark; empty if there is none.</param>
/// <param name="Fragment">The fragment with its hash; empty if there is none.</param>
internal sealed record UrlReading(string Path, string Query, string Fragment)
{
    private const string PathPercentEncodeSet = "\"#<>?`{}^ ";

    public static UrlReading Of(string target)
    {
        string text = new([.. target.Trim([.. Enumerable.Range(0, 0x21).Select(code => (char)code)])
            .Where(character => character is not ('\t' or '\n' or '\r'))]);
        string fragment = Cut(ref text, '#');
        string query = Cut(ref text, '?');
        List<string> segments = [];
        string[] parts = text.Replace('\\', '/').Split('/')[1..];
        foreach ((int index, string part) in parts.Index())
        {
            string dots = part.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
            if (dots == ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }

            if (dots is not ("." or ".."))
            {
                segments.Add(part);
            }
            else if (index == parts.Length - 1)
            {
                segments.Add(string.Empty);
            }
        }

        return new UrlReading("/" + string.Concat(string.Join('/', segments).EnumerateRunes().Select(Encode)), query, fragment);
    }

    private static string Cut(ref string text, char at)
    {
        int index = text.IndexOf(at, StringComparison.Ordinal);
        string rest = index < 0 ? string.Empty : text[index..];
        text = index < 0 ? text : text[..index];
        return rest;
    }

    private static string Encode(Rune rune) =>
        rune.Value is > 0x1F and < 0x7F && !PathPercentEncodeSet.Contains((char)rune.Value, StringComparison.Ordinal)
            ? rune.ToString()
            : string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(code => "%" + code.ToString("X2", CultureInfo.InvariantCulture)));
}
