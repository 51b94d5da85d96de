using System.Text;
using System.Text.RegularExpressions;
using Authz.Import;
using Authz.Lambda.Routes;
using Authz.Server.Checks;

namespace Authz.Lambda.Tests.Routes;

/// <summary>
/// Whether IAM policies tell two routes apart has one answer: the engine's, the function's, that of <c>authz check --lambda</c>, and that
/// of an oracle which knows route keys as text and IAM's patterns as characters.
/// </summary>
public sealed partial class PolicyOverlapTests
{
    private const int Definitions = 6_700;
    private const int RoutesOfEach = 6;

    private static readonly string[] s_methods = ["GET", "POST", "ANY"];
    private static readonly string[] s_segments = ["a", "b", "ab", "a@b", "{x}"];

    [Fact]
    public void Accepts_OneAnswer_OnAHundredThousandPairs()
    {
        Random random = new(20_260_101);
        int pairs = 0;
        int overlaps = 0;
        for (int number = 0; number < Definitions; number++)
        {
            string[] keys = CreateKeys(random);
            Dictionary<string, List<string>> expected = keys.ToDictionary(key => key, _ => new List<string>());
            foreach ((RouteKey one, RouteKey other) in PairsOf(keys))
            {
                string? resource = FindCommonResource(one.Text, other.Text);
                Assert.True(one.OverlapsAsPolicy(other) == resource is not null, $"'{one}' and '{other}'");
                Assert.True(other.OverlapsAsPolicy(one) == resource is not null, $"'{other}' and '{one}'");
                if (resource is not null)
                {
                    Assert.Contains(one.PolicyResources, pattern => IamPolicy.Matches(pattern, resource));
                    Assert.Contains(other.PolicyResources, pattern => IamPolicy.Matches(pattern, resource));
                    expected[one.Text].Add(other.Text);
                    expected[other.Text].Add(one.Text);
                    overlaps++;
                }

                pairs++;
            }

            AssertAnswers(keys, expected);
        }

        Assert.InRange(pairs, 100_000, int.MaxValue);
        Assert.InRange(overlaps, pairs / 10, pairs * 9 / 10);
    }

    private static IEnumerable<(RouteKey One, RouteKey Other)> PairsOf(string[] texts)
    {
        RouteKey[] keys = [.. texts.Select(RouteKey.Parse)];
        return keys.SelectMany((one, index) => keys[(index + 1)..].Select(other => (one, other)));
    }

    // Of the function: whether the route has rivals. Of the check: the first of those that come later.
    private static void AssertAnswers(string[] keys, Dictionary<string, List<string>> expected)
    {
        string routes = string.Join(',', keys.Select((key, scope) => $$"""
            "{{key}}": { "authorizer": "idp", "authorizationScopes": ["{{scope}}"] }
            """));
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes($$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["api"] } } },
              "routes": { {{routes}} }
            }
            """));
        string description = string.Join(", ", keys);
        using ApiAuthorizer engine = new(imported.Definition!);
        RouteCatalog catalog = new(engine.Current);
        Assert.Equal(
            (description, string.Join(", ", keys.Where(key => expected[key].Count > 0))),
            (description, string.Join(", ", keys.Where(key => catalog.HasRivals(catalog.Find(key)!)))));
        Assert.Equal(
            keys.Select((key, index) => (Key: key, Later: keys[(index + 1)..].FirstOrDefault(expected[key].Contains)))
                .Where(pair => pair.Later is not null).Select(pair => $"'{pair.Key}' and '{pair.Later}'"),
            DefinitionCheck.RunForLambda(imported).Where(finding => finding.Code == CheckCodes.LambdaPolicyOverlap.Name)
                .Select(finding => QuotedPair().Match(finding.Message).Value));
    }

    // No two of one shape: they could not be routes of one definition.
    private static string[] CreateKeys(Random random)
    {
        Dictionary<string, string> keysByShape = new(StringComparer.Ordinal);
        while (keysByShape.Count < RoutesOfEach)
        {
            string key = CreateKey(random);
            keysByShape[RouteKey.Parse(key).Shape] = key;
        }

        return [.. keysByShape.Values];
    }

    private static string CreateKey(Random random)
    {
        if (random.Next(12) == 0)
        {
            return "$default";
        }

        List<string> segments =
        [
            .. Enumerable.Range(0, random.Next(5)).Select(
                index => s_segments[random.Next(s_segments.Length)].Replace("x", $"x{index}", StringComparison.Ordinal)),
        ];
        if (random.Next(5) == 0)
        {
            segments.Add("{rest+}");
        }

        return $"{s_methods[random.Next(s_methods.Length)]} /{string.Join('/', segments)}";
    }

    private static string? FindCommonResource(string one, string other)
    {
        (string method, string[] patterns) = Read(one);
        (string otherMethod, string[] otherPatterns) = Read(other);
        bool isOneMethod = method == otherMethod || method == "ANY" || otherMethod == "ANY";
        string? path = patterns.SelectMany(_ => otherPatterns, FindCommonText).FirstOrDefault(text => text is not null);
        return isOneMethod && path is not null ? (method != "ANY" ? method : otherMethod != "ANY" ? otherMethod : "PUT") + path : null;
    }

    private static (string Method, string[] Patterns) Read(string key)
    {
        string[] words = (key == "$default" ? "ANY /{rest+}" : key).Split(' ');
        string pattern = SegmentThatIsNoLiteral().Replace(words[1], "*");
        bool isAlsoItsOwnPath = words[1].EndsWith("+}", StringComparison.Ordinal) && pattern.Length > "/*".Length;
        return (words[0], isAlsoItsOwnPath ? [pattern, pattern[..^2]] : [pattern]);
    }

    // A text that both patterns match, character by character; null when there is none.
    private static string? FindCommonText(string one, string other)
    {
        string?[,] rests = new string?[one.Length + 1, other.Length + 1];
        for (int i = one.Length; i >= 0; i--)
        {
            for (int j = other.Length; j >= 0; j--)
            {
                char? mine = i < one.Length ? one[i] : null;
                char? theirs = j < other.Length ? other[j] : null;
                string? afterMine = mine is null ? null : rests[i + 1, j];
                string? afterTheirs = theirs is null ? null : rests[i, j + 1];
                rests[i, j] = (mine, theirs) switch
                {
                    (null, null) => "",
                    ('*', '*') => afterMine ?? afterTheirs,
                    ('*', _) => afterMine ?? (afterTheirs is null ? null : theirs + afterTheirs),
                    (_, '*') => afterTheirs ?? (afterMine is null ? null : mine + afterMine),
                    _ => mine == theirs && rests[i + 1, j + 1] is { } rest ? mine + rest : null,
                };
            }
        }

        return rests[0, 0];
    }

    [GeneratedRegex(@"(?<=/)(\{[^/]*\}|[^/]*[^A-Za-z0-9\-._~/][^/]*)")]
    private static partial Regex SegmentThatIsNoLiteral();

    [GeneratedRegex("'[^']*' and '[^']*'")]
    private static partial Regex QuotedPair();
}
