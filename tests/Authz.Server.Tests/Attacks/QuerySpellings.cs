using System.Globalization;
using System.Text;

namespace Authz.Server.Tests.Attacks;

/// <summary>Makes spellings of a query parameter's name that some backend may read as that name, always the same ones.</summary>
internal sealed class QuerySpellings(int seed)
{
    private static readonly string[] s_before = ["", "", "", "+", "%20", "%09", "[", "%5B", "]", "%00"];
    private static readonly string[] s_after =
    [
        "", "", "", "[]", "%5B%5D", "[x]", "[0]", "%5b0%5D", ".x", ".index", "]", "%00", "%00x", "+", "%20", "%0A", "%2500", "[][]", "[user]",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A query in which the name occurs several times, between other parameters.</summary>
    public string NextQuery(string name, string value) => string.Join(
        _random.Next(8) == 0 ? ";" : "&", Enumerable.Range(0, _random.Next(1, 5)).Select(_ => $"{Next(name)}={value}").Append("x=1"));

    private string Next(string name)
    {
        StringBuilder text = new(Pick(s_before));
        bool keepsCase = _random.Next(2) == 0;
        foreach (char letter in name)
        {
            text.Append(Spell(letter, keepsCase));
        }

        return text.Append(Pick(s_after)).ToString();
    }

    private string Spell(char letter, bool keepsCase)
    {
        char spelt = !keepsCase && _random.Next(2) == 0 ? char.ToUpperInvariant(letter) : letter;
        if (letter == '_')
        {
            return Pick("_", "_", ".", "+", "%20", "%2E", "[", "%5F", "%5B");
        }

        string octet = ((int)spelt).ToString(_random.Next(2) == 0 ? "X2" : "x2", CultureInfo.InvariantCulture);
        return _random.Next(12) switch
        {
            0 => "%" + octet,
            1 => "%25" + octet,
            _ => spelt.ToString(),
        };
    }

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];
}
