using System.Text.Json;
using Spectre.Console;

namespace Authz.Server.Demo;

/// <summary>Sends the demo's requests and compares the answers with the expectations.</summary>
internal static class DemoRun
{
    private const string ExpectationsResource = "Authz.Server.Demo.expectations.json";

    /// <summary>The expectations that come with the program.</summary>
    public static Dictionary<string, DemoExpectation> ReadExpectations()
    {
        using Stream stream = typeof(DemoRun).Assembly.GetManifestResourceStream(ExpectationsResource)
            ?? throw new InvalidOperationException($"{ExpectationsResource} is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, DemoExpectation>>(stream, JsonSerializerOptions.Web)!;
    }

    /// <summary>Sends the requests, prints a row for each, and returns every surprise.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(
        IEnumerable<DemoCase> cases,
        IReadOnlyDictionary<string, DemoExpectation> expectations,
        DemoClient client,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        Table table = PlainConsole.CreateTable("Request", "Token", "Status", "Reason");
        List<string> surprises = [];
        HashSet<string> unseen = [.. expectations.Keys];
        foreach (DemoCase demoCase in cases)
        {
            DemoAnswer answer = await client.SendAsync(demoCase, cancellationToken);
            table.AddRow(
                Markup.Escape($"{demoCase.Method} {demoCase.Target}"),
                Markup.Escape(demoCase.Name),
                $"{answer.Status}",
                Markup.Escape(answer.Reason ?? string.Empty));
            unseen.Remove(demoCase.Name);
            if (FindSurprise(answer, expectations.GetValueOrDefault(demoCase.Name)) is { } surprise)
            {
                surprises.Add($"{demoCase.Name}: {surprise}");
            }
        }

        surprises.AddRange(unseen.Select(name => $"{name}: expected, but no such request was sent."));
        PlainConsole.Create(output).Write(table);
        return surprises;
    }

    private static string? FindSurprise(DemoAnswer answer, DemoExpectation? expectation) => expectation switch
    {
        null => "sent, but nothing is expected of it.",
        _ when expectation.Status == answer.Status && expectation.Reason == answer.Reason => null,
        _ => $"expected {expectation.Status} {expectation.Reason}, got {answer.Status} {answer.Reason} {answer.Detail}".TrimEnd(),
    };
}

/// <summary>The expected answer to one request of the demo.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">The reason's code; null if the request is allowed.</param>
internal sealed record DemoExpectation(int Status, string? Reason);
