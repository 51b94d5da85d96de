using System.Text.Json;

namespace Authz.Tests.Vectors;

/// <summary>Where our verdict differs from what a vector file says, and why: <c>expectations.json</c>.</summary>
internal static class VectorExpectations
{
    private static readonly JsonElement s_all = JsonElement.Parse(RepositoryFile.ReadText("tests/Authz.Tests/Vectors/expectations.json"));

    /// <summary>The refusal code for each vector that the file calls valid and we refuse.</summary>
    public static IReadOnlyDictionary<int, string> RefusedThoughValid(string file) =>
        Rules(file).SelectMany(
            rule => rule.GetProperty("vectors")
                .EnumerateArray()
                .Select(id => (Id: id.GetInt32(), Code: rule.GetProperty("refused").GetString()!)))
            .ToDictionary(row => row.Id, row => row.Code);

    /// <summary>The expected verdict for each file whose verdict its format leaves open.</summary>
    public static IReadOnlyDictionary<string, string> Pinned(string suite) =>
        Rules(suite).SelectMany(
            rule => rule.GetProperty("files")
                .EnumerateArray()
                .Select(name => (Name: name.GetString()!, Verdict: rule.GetProperty("verdict").GetString()!)))
            .ToDictionary(row => row.Name, row => row.Verdict, StringComparer.Ordinal);

    public static IEnumerable<JsonElement> AllRules() => s_all.EnumerateObject().SelectMany(suite => suite.Value.EnumerateArray());

    private static JsonElement.ArrayEnumerator Rules(string suite) => s_all.GetProperty(suite).EnumerateArray();
}
