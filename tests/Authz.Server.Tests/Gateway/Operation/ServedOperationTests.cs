using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Authz.Tests;

namespace Authz.Server.Tests.Gateway.Operation;

/// <summary>What an operator sees of <c>authz serve</c>: its lines, its metrics, and the rules and pictures that are made of them.</summary>
public sealed partial class ServedOperationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("authz-operation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Writes_EachLineInOneSchema()
    {
        string file = await WriteDefinitionAsync("ok");
        RunningCommand command = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0", "--log-format", "json");
        await using (command)
        {
            using HttpClient client = new();
            string address = AddressIn(await command.FindLineAsync("listening on"));
            await client.GetAsync(new Uri(address + "/health"));
            await command.FindLineAsync("\"source\":\"access_log\"");
            await File.WriteAllTextAsync(file, "{");
            await command.Error.FindLineAsync("stays in force");
        }

        string[] lines = [.. $"{command.Output}{command.Error}".Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.All(lines, line =>
        {
            JsonObject entry = JsonNode.Parse(line)!.AsObject();
            Assert.Equal(["time", "level", "source"], entry.Select(member => member.Key).Take(3));
            Assert.True(entry.ContainsKey("message") || entry.ContainsKey("entry"), line);
            Assert.True((string?)entry["level"] is "information" or "warning" or "error", line);
        });
        JsonNode access = JsonNode.Parse(lines.First(line => line.Contains("access_log", StringComparison.Ordinal)))!;
        Assert.Equal("127.0.0.1", (string?)access["entry"]!["ip"]);
    }

    [Fact]
    public async Task Counts_WhatItsRulesAndPicturesAsk()
    {
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string issuerAddress = await issuer.FindAddressAsync();
        string file = await WriteDefinitionAsync("ok", issuerAddress);
        await using RunningCommand command = RunningCommand.Start(
            "serve", file, "--listen", "http://127.0.0.1:0", "--metrics", "http://127.0.0.1:0", "--health", "http://127.0.0.1:0");
        using HttpClient client = new();
        string metrics = AddressIn(await command.FindLineAsync("Metrics on"));
        string address = AddressIn(await command.FindLineAsync("Listening on"));
        await client.GetAsync(new Uri(address + "/health"));
        await client.GetAsync(new Uri(address + "/guarded"));
        await File.WriteAllTextAsync(file, "{");
        await command.Error.FindLineAsync("stays in force");
        await WriteDefinitionAsync("again", issuerAddress);
        await command.FindLineAsync("Reloaded: again");

        string text = await client.GetStringAsync(new Uri(metrics));

        Assert.Matches("""authz_definition_reloads_total\{[^}]*outcome="refused"[^}]*\} [1-9]""", text);
        Assert.Matches("""authz_definition_reloads_total\{[^}]*outcome="applied"[^}]*\} [1-9]""", text);
        Assert.Matches("""authz_decisions_total\{[^}]*authz_reason="token_missing"[^}]*\} [1-9]""", text);
        HashSet<string> known = [.. SampleName().Matches(text).Select(match => match.Value)];
        foreach (string expression in Directory.EnumerateFiles(RepositoryFile.FullPath("deploy/prometheus")).SelectMany(ExpressionsIn))
        {
            string[] asked = [.. MetricName().Matches(Labels().Replace(expression, "")).Select(match => match.Value)];
            Assert.NotEmpty(asked);
            Assert.All(asked, name => Assert.True(known.Contains(name), $"{name} of {expression} is no metric of this server:\n{text}"));
        }

        using HttpResponseMessage other = await client.GetAsync(new Uri(metrics.Replace("/metrics", "/other", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [GeneratedRegex("^[a-z_]+(?=[{ ])", RegexOptions.Multiline)]
    private static partial Regex SampleName();

    [GeneratedRegex("\\b(?:authz|http|kestrel)_[a-z_]+(?=[{\\[ )])")]
    private static partial Regex MetricName();

    [GeneratedRegex("by \\([^)]*\\)")]
    private static partial Regex Labels();

    [GeneratedRegex("\"expr\": \"(?<expr>(?:[^\"\\\\]|\\\\.)+)\"|expr: (?<expr>.+)")]
    private static partial Regex Expression();

    private static IEnumerable<string> ExpressionsIn(string file) => Expression().Matches(File.ReadAllText(file)).Select(match => match.Groups["expr"].Value + " ");

    private static string AddressIn(string line) => line.Split(' ', '"').First(word => word.StartsWith("http://", StringComparison.Ordinal));

    private async Task<string> WriteDefinitionAsync(string name, string issuer = "http://127.0.0.1:1")
    {
        string file = Path.Combine(_folder, "authz.json");
        await File.WriteAllTextAsync(file, $$"""
            {
              "name": "{{name}}",
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{issuer}}/", "audience": ["api"] } } },
              "routes": {
                "GET /health": { "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } },
                "GET /guarded": { "authorizer": "idp", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } }
              },
              "stages": { "$default": { "accessLogSettings": { "format": "{\"ip\":\"$context.identity.sourceIp\",\"status\":$context.status}" } } }
            }
            """);
        return file;
    }
}
