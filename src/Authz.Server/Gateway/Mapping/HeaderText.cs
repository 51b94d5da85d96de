using System.Buffers;
using System.Text;

namespace Authz.Server.Gateway.Mapping;

/// <summary>
/// Makes any text a header's value: characters other than visible ASCII and spaces are percent-encoded, so that nothing can end the header.
/// </summary>
internal static class HeaderText
{
    private const char First = ' ';
    private const char Last = '~';

    private static readonly SearchValues<char> s_plain =
        SearchValues.Create([.. Enumerable.Range(First, Last - First + 1).Select(code => (char)code)]);

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(s_plain))
        {
            return text;
        }

        StringBuilder encoded = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            string character = rune.ToString();
            encoded.Append(rune.Value is >= First and <= Last ? character : Uri.EscapeDataString(character));
        }

        return encoded.ToString();
    }
}
