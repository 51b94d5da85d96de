using System.Globalization;
using System.Text.Json.Nodes;
using Authz.AspNetCore.Definitions;
using Authz.AspNetCore.ToolCalls;
using Authz.Server.Tests.Attacks.Binding;
using Microsoft.AspNetCore.Http;
using Xunit.Abstractions;

namespace Authz.Server.Tests.Attacks.Tools;

/// <summary>
/// Mutated bodies before us, before JavaScript and before lenient readers: where we say which tools a body calls, each of them says the
/// same. tests/tools.sh runs a million.
/// </summary>
public sealed class ToolDifferentialTests(ITestOutputHelper output)
{
    private const int Batch = 500;

    private static readonly int s_bodies = Setting("AUTHZ_TOOL_BODIES", 10_000);
    private static readonly int s_seed = Setting("AUTHZ_TOOL_SEED", 1);

    [SkippableFact]
    public async Task Reads_NoBodyOtherwiseThanAnotherReader()
    {
        await using NodeProcess node = NodeProcess.Start("Tools/readings.mjs");
        Random random = new(s_seed);
        int readable = 0;
        int calling = 0;
        List<string> wrong = [];
        for (int left = s_bodies; left > 0; left -= Batch)
        {
            MutatedMessage[] messages = [.. Enumerable.Range(0, Math.Min(left, Batch)).Select(_ => new MutatedMessage(random))];
            JsonNode?[] theirs = await AskAsync(node, messages);
            for (int index = 0; index < messages.Length; index++)
            {
                RequestedTools ours = Read(messages[index]);
                readable += ours.IsReadable ? 1 : 0;
                calling += ours.Names.Count > 0 ? 1 : 0;
                if (ours.IsReadable && FindDifference(messages[index], ours, theirs[index]) is { } difference)
                {
                    wrong.Add($"{difference}; we: {string.Join(", ", ours.Names)}; {messages[index]}");
                }
            }
        }

        output.WriteLine($"seed {s_seed}: {s_bodies} bodies, {readable} readable, of them {calling} with calls; {wrong.Count} read otherwise elsewhere");
        Assert.InRange(calling, s_bodies / 20, s_bodies * 9 / 10);
        Assert.InRange(readable - calling, s_bodies / 50, s_bodies);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(10)));
    }

    private static string? FindDifference(MutatedMessage message, RequestedTools ours, JsonNode? theirs)
    {
        string names = string.Join('\n', ours.Names);
        if (theirs is null)
        {
            return "no JSON for JavaScript";
        }

        foreach (string reading in new[] { "exact", "loose" })
        {
            string found = string.Join('\n', theirs[reading]!.AsArray().Select(name => name?.ToString() ?? ""));
            if (found != names)
            {
                return $"JavaScript, {reading}: {found}";
            }
        }

        return !theirs["agrees"]!.GetValue<bool>() ? "JavaScript: the header says another name"
            : LenientReading.All.Any(reading => reading.Read(message.Body) != names) ? "a lenient reader"
            : null;
    }

    private static RequestedTools Read(MutatedMessage message)
    {
        HeaderDictionary headers = new() { ["Content-Type"] = "application/json" };
        if (message.Name is not null)
        {
            headers["Mcp-Name"] = message.Name;
        }

        return ToolMessages.Read(message.Body, ToolHeaders.Of(headers));
    }

    private static async Task<JsonNode?[]> AskAsync(NodeProcess node, MutatedMessage[] messages)
    {
        foreach (MutatedMessage message in messages)
        {
            await node.Input.WriteLineAsync(
                new JsonObject { ["body"] = Convert.ToBase64String(message.Body), ["name"] = message.Name }.ToJsonString());
        }

        await node.Input.FlushAsync();
        List<JsonNode?> readings = [];
        while (readings.Count < messages.Length)
        {
            string line = await node.Output.ReadLineAsync() ?? throw new InvalidOperationException((await node.FinishAsync()).Output);
            readings.Add(line == "x" ? null : JsonNode.Parse(line));
        }

        return [.. readings];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
