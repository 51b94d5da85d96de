using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Authz.Tests.Conditions.Cedar;

/// <summary>
/// Drawn conditions, tokens and requests, judged by the engine and, translated, by Cedar, which shares nothing with it. Cedar has no words
/// for some: variables within text, <c>?</c>, letters without case, and numbers and moments that are finer than its own.
/// </summary>
public sealed class CedarTests
{
    private const string Folder = "tests/Authz.Tests/Conditions/Cedar";

    [SkippableFact]
    public async Task Judges_AsCedar_AsOftenAsAsked()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_CONDITIONS") ?? "2000", CultureInfo.InvariantCulture);
        int seed = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_CONDITION_SEED") ?? "1", CultureInfo.InvariantCulture);
        using Process cedar = Start();
        Task<string> errors = cedar.StandardError.ReadToEndAsync();
        Task writing = WriteAsync(cedar.StandardInput, Enumerable.Range(0, count).Select(index => Draw(seed, index)));
        int said = 0;
        int held = 0;
        for (int index = 0; index < count; index++)
        {
            string? verdict = await cedar.StandardOutput.ReadLineAsync();
            Assert.True(verdict is not null, verdict is null ? await errors : "");
            if (verdict != "?")
            {
                GeneratedCondition drawn = Draw(seed, index);
                bool actual = drawn.Judge();
                Assert.True(verdict == (actual ? "true" : "false"), $"{index}: {actual} where Cedar says {verdict}: {drawn}");
                said++;
                held += actual ? 1 : 0;
            }
        }

        await writing;

        // Cedar says something about many of them, and both verdicts often.
        Assert.True(said > count / 4 && held > said / 20 && held < said - (said / 20), $"{said} of {count} said, {held} hold");
        Console.WriteLine($"Cedar has words for {said} of {count}; {held} hold.");
    }

    private static GeneratedCondition Draw(int seed, int index) => new(unchecked((seed * 1_000_003) + index));

    private static Process Start()
    {
        string node = Requirement.Program("node");
        Requirement.Require(
            Directory.Exists(RepositoryFile.FullPath($"{Folder}/node_modules/@cedar-policy/cedar-wasm")), $"'npm ci --prefix {Folder}' has not been run");
        return Process.Start(new ProcessStartInfo(node, ["--no-warnings", RepositoryFile.FullPath($"{Folder}/judge.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static async Task WriteAsync(StreamWriter input, IEnumerable<GeneratedCondition> cases)
    {
        foreach (GeneratedCondition drawn in cases)
        {
            await input.WriteLineAsync(JsonSerializer.Serialize(new
            {
                blocks = drawn.Condition.Select(block => block.Terms.Select(term => new { @operator = term.Operator, key = term.Key, values = term.Values })),
                values = GeneratedCondition.Keys.ToDictionary(key => key, key => ToJson(drawn.ValueOf(key))),
            }));
        }

        input.Close();
    }

    private static object ToJson(OracleValue value) => new
    {
        kind = value.IsUnknown ? "unknown"
            : value.IsMissing ? "missing"
            : value.IsOfRequest ? "request"
            : value.IsText ? "text"
            : value.IsNumber ? "number"
            : value.Literal is not null ? "bool"
            : value.Items is not null ? "list"
            : "object",
        text = value.Text,
        items = value.Items?.Select(ToJson),
    };
}
