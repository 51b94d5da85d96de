using System.Text.RegularExpressions;

namespace Authz.Tests.Architecture;

/// <summary>
/// C# source without its comments, directives and literals: they become spaces, so that every other character keeps its line and column.
/// The expressions inside interpolated strings stay.
/// </summary>
internal sealed partial class CodeText
{
    private readonly string _text;
    private readonly char[] _code;
    private int _at;

    private CodeText(string text)
    {
        _text = text;
        _code = text.ToCharArray();
    }

    public static string Of(string text)
    {
        CodeText code = new(Directive().Replace(text, match => new string(' ', match.Length)));
        code.ReadCode(isHole: false);
        return new string(code._code);
    }

    // Up to the end, or to the brace that ends the hole of an interpolated string.
    private void ReadCode(bool isHole)
    {
        int depth = 0;
        while (_at < _text.Length && !(isHole && depth == 0 && _text[_at] == '}'))
        {
            Match literal = Opening().Match(_text, _at);
            if (!literal.Success)
            {
                depth += _text[_at] switch { '{' => 1, '}' => -1, _ => 0 };
                _at++;
            }
            else if (literal.Groups["quotes"].Success)
            {
                ReadString(literal);
            }
            else
            {
                Blank(literal.Length);
            }
        }
    }

    private void ReadString(Match opening)
    {
        string prefix = opening.Groups["prefix"].Value;
        bool isVerbatim = prefix.Contains('@', StringComparison.Ordinal);
        int dollars = prefix.Count(character => character == '$');
        int quotes = opening.Groups["quotes"].Length;
        if (quotes == 2 && !isVerbatim)
        {
            Blank(opening.Length);
            return;
        }

        bool isRaw = quotes > 2 && !isVerbatim;
        string end = new('"', isRaw ? quotes : 1);
        Blank(prefix.Length + end.Length);
        while (!IsAt(end) || (isVerbatim && IsAt("\"\"")))
        {
            int braces = BracesHere();
            bool isHole = dollars > 0 && (isRaw ? braces >= dollars : braces % 2 == 1);
            if (isHole)
            {
                ReadHole(braces, isRaw ? dollars : 1);
            }
            else
            {
                Blank(braces > 0 ? braces : isVerbatim && IsAt("\"\"") ? 2 : !isVerbatim && !isRaw && _text[_at] == '\\' ? 2 : 1);
            }
        }

        // A raw string may end in further quotes.
        Blank(isRaw ? _text.AsSpan(_at).IndexOfAnyExcept('"') : 1);
    }

    private void ReadHole(int braces, int closing)
    {
        Blank(braces);
        _code[_at - 1] = '(';
        ReadCode(isHole: true);
        Blank(closing);
        _code[_at - 1] = ')';
    }

    private int BracesHere() => Math.Max(0, _text.AsSpan(_at).IndexOfAnyExcept('{'));

    private bool IsAt(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private void Blank(int length)
    {
        for (int end = _at + length; _at < end; _at++)
        {
            if (_text[_at] is not ('\n' or '\r'))
            {
                _code[_at] = ' ';
            }
        }
    }

    [GeneratedRegex("""\G(//[^\n]*|/\*.*?\*/|'(\\[^\n']*.|[^\\])'|(?<prefix>[$@]*)(?<quotes>"+))""", RegexOptions.Singleline)]
    private static partial Regex Opening();

    [GeneratedRegex("^[ \t]*#[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
