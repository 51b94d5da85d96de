using System.Text.RegularExpressions;

namespace Authz.Tests.Architecture;

/// <summary>A method of the engine fits a screen.</summary>
public sealed partial class MethodLengthTests
{
    private const int LongestMethod = 40;

    [Fact]
    public void Engine_HasNoMethodOverFortyLines()
    {
        string root = RepositoryFile.FullPath("src/Authz");
        (string File, string Name, int Lines)[] methods =
        [
            .. from path in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let file = Path.GetRelativePath(root, path).Replace('\\', '/')
               where !file.StartsWith("obj/", StringComparison.Ordinal)
               from method in FindMethods(File.ReadAllText(path))
               select (file, method.Name, method.Lines),
        ];

        Assert.InRange(methods.Length, 400, 2_000);
        Assert.DoesNotContain(methods, method => method.Lines > LongestMethod);
    }

    [Fact]
    public void Measures_FromTheSignature_ToTheEndOfTheBody()
    {
        const string Source = """
            class A(int x)
            {
                public A(int y)
                    : this()
                {
                    if (y is { } z)
                    {
                        Use($"{z} }}");
                    }
                }

                // Not a method: }
                private static bool TryFind<T>(
                    int x,
                    out int y) => x > 0
                    && Use(x, () => { return 1; });

                private int Two() => 2;
            }
            """;

        Assert.Equal([("A", 8), ("TryFind", 4), ("Two", 1)], FindMethods(Source));
    }

    private static IEnumerable<(string Name, int Lines)> FindMethods(string text)
    {
        string code = CodeText.Of(text);
        foreach (Match signature in Signature().Matches(code))
        {
            int end = EndOf(code, signature.Index + signature.Length);
            yield return (signature.Groups["name"].Value, code.AsSpan(signature.Index..end).Count('\n') + 1);
        }
    }

    // A body ends at its last brace; an expression, or a declaration without a body, at its semicolon.
    private static int EndOf(string code, int afterOpeningParenthesis)
    {
        int parentheses = 1;
        int braces = 0;
        bool isExpression = false;
        for (int at = afterOpeningParenthesis; at < code.Length; at++)
        {
            parentheses += code[at] switch { '(' => 1, ')' => -1, _ => 0 };
            braces += code[at] switch { '{' => 1, '}' => -1, _ => 0 };
            isExpression |= parentheses == 0 && braces == 0 && code[at] == '=';
            bool isEnd = isExpression ? code[at] == ';' : code[at] is ';' or '}';
            if (isEnd && parentheses == 0 && braces == 0)
            {
                return at;
            }
        }

        return code.Length;
    }

    // Members stand four or eight columns in and begin with a modifier.
    [GeneratedRegex(
        @"^(?:[ ]{4}){1,2}(?:(?:public|private|protected|internal|static|async|override|virtual|sealed|partial|readonly)\s+)+"
        + @"(?:(?![=;({])[^\n])*?\b(?<name>\w+)(?:<[^()\n]*>)?\(",
        RegexOptions.Multiline)]
    private static partial Regex Signature();
}
