using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Authz.Routes;

/// <summary>Parses route keys with a method and a path; docs/targets-and-routes.md has the grammar.</summary>
internal static class RouteKeyParser
{
    /// <summary>The longest path of a route key, in characters.</summary>
    public const int MaximumPathLength = 512;

    /// <summary>The longest literal segment of a route key, in characters.</summary>
    public const int MaximumLiteralLength = 128;

    // RFC 3986 section 3.3: the characters that need no encoding in a path, except the semicolon, which no canonical target has.
    private static readonly SearchValues<char> s_literal =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@");

    private static readonly SearchValues<char> s_variable =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:");

    /// <summary>Parses a route key; on false <paramref name="problem"/> says what is wrong with it.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out string? method,
        [NotNullWhen(true)] out RouteSegment[]? segments,
        [NotNullWhen(false)] out string? problem)
    {
        method = null;
        segments = null;
        problem = null;
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            problem = "A route key is a method, one space and a path, or $default or $connect.";
        }
        else if (!RouteMethods.IsRouteMethod(text.AsSpan(0, space)))
        {
            problem = $"'{text[..space]}' is not a method of a route key: {RouteMethods.Names}, in capitals.";
        }
        else if (TryParsePath(text[(space + 1)..], out segments, out problem))
        {
            method = text[..space];
            return true;
        }

        return false;
    }

    private static bool TryParsePath(
        string path, [NotNullWhen(true)] out RouteSegment[]? segments, [NotNullWhen(false)] out string? problem)
    {
        segments = null;
        problem = path switch
        {
            "/" => null,
            _ when !path.StartsWith('/') => "The path must begin with a slash, after exactly one space.",
            _ when path.EndsWith('/') => "The path must not end in a slash: it would not distinguish any requests.",
            _ when path.Length > MaximumPathLength => $"The path is longer than {MaximumPathLength} characters.",
            _ => null,
        };
        if (problem is not null)
        {
            return false;
        }

        string[] texts = path == "/" ? [] : path[1..].Split('/');
        RouteSegment[] parsed = new RouteSegment[texts.Length];
        for (int index = 0; index < texts.Length && problem is null; index++)
        {
            problem = ParseSegment(texts[index], isLast: index == texts.Length - 1, out parsed[index]);
        }

        problem ??= RepeatedVariable(parsed);
        segments = problem is null ? parsed : null;
        return problem is null;
    }

    private static string? ParseSegment(string text, bool isLast, out RouteSegment segment)
    {
        segment = new RouteSegment(RouteSegmentKind.Literal, text);
        if (text.Length == 0)
        {
            return "The path has an empty segment.";
        }

        if (text is "." or "..")
        {
            return $"The segment '{text}' can match no request: targets with dot segments are refused.";
        }

        if (!text.StartsWith('{') || !text.EndsWith('}'))
        {
            return ProblemOfLiteral(text);
        }

        bool isGreedy = text.EndsWith("+}", StringComparison.Ordinal);
        string name = text[1..(isGreedy ? ^2 : ^1)];
        segment = new RouteSegment(isGreedy ? RouteSegmentKind.Greedy : RouteSegmentKind.Variable, name);
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_variable))
        {
            return $"'{text}' is not a path variable: its name has letters, digits, '.', '_', ':' and '-'.";
        }

        return isGreedy && !isLast ? $"The greedy variable '{text}' must be the last segment." : null;
    }

    private static string? ProblemOfLiteral(string text)
    {
        if (text.Length > MaximumLiteralLength)
        {
            return $"A segment is longer than {MaximumLiteralLength} characters.";
        }

        int index = text.AsSpan().IndexOfAnyExcept(s_literal);
        return index < 0 ? null : text[index] switch
        {
            '{' or '}' => $"'{text}' mixes text and a path variable: a variable is a whole segment.",
            '%' => $"'{text}' is percent-encoded: a route key has characters that need no encoding.",
            _ => $"'{text}' has a character that a path segment cannot have at position {index + 1}.",
        };
    }

    private static string? RepeatedVariable(RouteSegment[] segments)
    {
        string? name = segments.Where(segment => segment.Kind != RouteSegmentKind.Literal)
            .GroupBy(segment => segment.Text, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        return name is null ? null : $"The path variable '{name}' occurs more than once.";
    }
}
