using System.Text.Json;
using Authz.Testing;

namespace Authz.Server.Tests.Explain;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Api = """
        {
          "authorizers": {
            "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["pets-api"] } },
            "hub": { "type": "JWT", "identitySource": "$request.querystring.access_token",
                     "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["pets-api"] } }
          },
          "routes": {
            "GET /pets/{id}": { "authorizer": "idp", "authorizationScopes": ["pets:read"] },
            "GET /tenants/{tenant}": { "authorizer": "idp", "condition": {
                "StringEquals": { "claims:tenant": "${request:path.tenant}", "request:header.X-Plan": "gold", "context:stage": "prod" },
                "IpAddress": { "context:identity.sourceIp": "10.0.0.0/8" } } },
            "GET /hub": { "authorizer": "hub" },
            "ANY /mcp": { "authorizer": "idp", "tools": { "get_weather": {} } }
          }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly FakeIssuer _issuer = new("https://id.example.com/");

    [Fact]
    public async Task Explains_AnAllowedRequest_Offline()
    {
        (int exit, string output, string error) = await ExplainAsync("GET /pets/7", _issuer.Mint("pets-api", "pets:read"));

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("Allowed by the route 'GET /pets/{id}'.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_ARefusal_WithExpectedFoundAndRemedy_ButNoSignature()
    {
        string token = _issuer.Mint("pets-api", "pets:write");
        (int exit, string output, _) = await ExplainAsync("GET /pets/7", token);

        Assert.Equal(1, exit);
        Assert.Contains("Refused: 403 scope_missing", output, StringComparison.Ordinal);
        Assert.Contains("expected   at least one of 'pets:read'", output, StringComparison.Ordinal);
        Assert.Contains("found      scope \"pets:write\"", output, StringComparison.Ordinal);
        Assert.Contains("remedy     Request a token with a sufficient set of scopes", output, StringComparison.Ordinal);
        Assert.Contains("scope=\"pets:read\"", output, StringComparison.Ordinal);
        Assert.Contains("\"sub\":\"test-subject\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Split('.')[2], output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_AsOfAnotherTime()
    {
        string token = _issuer.Mint("pets-api", "pets:read");
        (int exit, string output, _) = await ExplainAsync("GET /pets/7", token, "--at", "2001-02-03T04:05:06Z");

        Assert.Equal(1, exit);
        Assert.Contains("401 token_not_yet_valid", output, StringComparison.Ordinal);
        Assert.Contains("at 2001-02-03T04:05:06Z give or take 60 s", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_AsJson_WithTheTokenWhereTheAuthorizerLooks()
    {
        (int exit, string output, _) = await ExplainAsync("GET /hub?x=1", _issuer.Mint("pets-api"), "--format", "json");
        JsonElement json = JsonElement.Parse(output);

        Assert.Equal(0, exit);
        Assert.Equal("allowed", json.GetProperty("outcome").GetString());
        Assert.Equal(17, json.GetProperty("steps").GetArrayLength());
        Assert.Equal("identity_source", json.GetProperty("steps")[2].GetProperty("check").GetString());
        Assert.Equal("held", json.GetProperty("steps")[2].GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("no request line", "--request 'GET' is not a method and a target", "--request", "GET")]
    [InlineData("no time", "--at 'soon' is neither a time", "--request", "GET /", "--at", "soon")]
    public async Task Rejects_WrongUsageWith2(string description, string problem, params string[] args)
    {
        string api = await WriteAsync("api.json", Api);
        (int exit, string output, string error) = await RunningCommand.RunAsync(["explain", api, .. args]);

        Assert.Equal((description, 2, ""), (description, exit, output));
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no key set", "The key set cannot be used", "--request", "GET /", "--jwks", "{api}")]
    [InlineData("no key set file", "none cannot be read: Could not find file", "--request", "GET /", "--jwks", "{folder}/none")]
    [InlineData("no token file", "none cannot be read: Could not find file", "--request", "GET /", "--token", "@{folder}/none")]
    public async Task Rejects_AFileThatCannotBeUsedWith1(string description, string problem, params string[] args)
    {
        string api = await WriteAsync("api.json", Api);
        string[] given = [.. args.Select(
            arg => arg.Replace("{api}", api, StringComparison.Ordinal).Replace("{folder}", _folder.FullName, StringComparison.Ordinal))];
        (int exit, string output, string error) = await RunningCommand.RunAsync(["explain", api, .. given]);

        Assert.Equal((description, 1, ""), (description, exit, output));
        Assert.Contains(problem, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_ADefinitionThatCannotBeUsed()
    {
        string api = await WriteAsync("api.json", """{ "routes": { "GET /": {} } }""");
        (int exit, string output, string error) = await RunningCommand.RunAsync("explain", api, "--request", "GET /");

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains($"{api}(1,", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("everything", "acme", true, "--header", "X-Plan: gold", "--source-ip", "10.1.2.3", "--stage", "prod")]
    [InlineData("another header", "acme", false, "--header", "X-Plan: free", "--source-ip", "10.1.2.3", "--stage", "prod")]
    [InlineData("no header", "acme", false, "--source-ip", "10.1.2.3", "--stage", "prod")]
    [InlineData("another address", "acme", false, "--header", "X-Plan: gold", "--source-ip", "192.0.2.1", "--stage", "prod")]
    [InlineData("no address", "acme", false, "--header", "X-Plan: gold", "--stage", "prod")]
    [InlineData("another stage", "acme", false, "--header", "X-Plan: gold", "--source-ip", "10.1.2.3", "--stage", "test")]
    [InlineData("no stage", "acme", false, "--header", "X-Plan: gold", "--source-ip", "10.1.2.3")]
    [InlineData("another tenant", "other", false, "--header", "X-Plan: gold", "--source-ip", "10.1.2.3", "--stage", "prod")]
    public async Task Explains_WhatConditionsRead(string description, string tenant, bool isAllowed, params string[] more)
    {
        string token = _issuer.Token("pets-api").With("tenant", "acme").Sign(_issuer.CurrentKey);
        (int exit, string output, _) = await ExplainAsync($"GET /tenants/{tenant}", token, more);

        Assert.Equal((description, isAllowed ? 0 : 1), (description, exit));
        Assert.Contains(isAllowed ? "Allowed by the route" : "Refused: 403 condition_unmet", output, StringComparison.Ordinal);
        Assert.Contains("All terms of one block must hold", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_EachTerm_WithWhatItComparedAndFound()
    {
        string token = _issuer.Token("pets-api").With("tenant", "acme").Sign(_issuer.CurrentKey);
        (_, string output, _) = await ExplainAsync("GET /tenants/other", token, "--source-ip", "192.0.2.1", "--format", "json");

        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement[] terms = [.. document.RootElement.GetProperty("steps").EnumerateArray()
            .Where(step => step.TryGetProperty("terms", out _)).SelectMany(step => step.GetProperty("terms").EnumerateArray())];
        string found = string.Join('\n', terms.Select(term => $"{term.GetProperty("expected")}: {term.GetProperty("found")}"));
        Assert.Equal(4, terms.Length);
        Assert.Contains("${request:path.tenant} is 'other'", found, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1", found, StringComparison.Ordinal);
        Assert.Contains("not to be told", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no colon", "--header", "X-Plan")]
    [InlineData("no name", "--header", "X Plan: gold")]
    [InlineData("no address", "--source-ip", "10.0.0.256")]
    public async Task Rejects_PartsOfARequestThatAreNone(string description, params string[] more) => Assert.Equal(
        (description, 2), (description, (await ExplainAsync("GET /tenants/acme", _issuer.Mint("pets-api"), more)).Exit));

    [Theory]
    [InlineData("a call", "POST /mcp", true, "--tool", "get_weather")]
    [InlineData("headers that agree", "POST /mcp", true, "--tool", "get_weather", "--header", "Mcp-Method: tools/call", "--header", "Mcp-Name: get_weather")]
    [InlineData("a name in base64", "POST /mcp", true, "--tool", "get_weather", "--header", "mcp-name: =?base64?Z2V0X3dlYXRoZXI=?=")]
    [InlineData("no call", "POST /mcp", true)]
    [InlineData("another method of the message", "POST /mcp", true, "--header", "Mcp-Method: tools/list")]
    [InlineData("no call by GET", "GET /mcp", true)]
    [InlineData("a call by GET", "GET /mcp", false, "--tool", "get_weather")]
    [InlineData("another name", "POST /mcp", false, "--tool", "get_weather", "--header", "Mcp-Name: set_weather")]
    [InlineData("another method", "POST /mcp", false, "--tool", "get_weather", "--header", "Mcp-Method: tools/list")]
    [InlineData("no tool for a call", "POST /mcp", false, "--header", "Mcp-Method: tools/call")]
    [InlineData("a name by GET", "GET /mcp", false, "--header", "Mcp-Name: get_weather")]
    [InlineData("no JSON", "POST /mcp", false, "--tool", "get_weather", "--header", "Content-Type: text/plain")]
    public async Task Refuses_AToolThatMethodOrHeadersContradict(string description, string request, bool isAllowed, params string[] more)
    {
        (int exit, string output, string error) = await ExplainAsync(request, _issuer.Mint("pets-api"), more);

        Assert.Equal((description, isAllowed ? 0 : 1, ""), (description, exit, error));
        Assert.Contains(isAllowed ? "Allowed by the route" : "Refused: 400 tool_ambiguous", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_AToolOnARouteWithoutTools()
    {
        (int exit, _, string error) = await ExplainAsync("GET /pets/7", _issuer.Mint("pets-api", "pets:read"), "--tool", "get_weather");

        Assert.Equal((0, "authz: The route 'GET /pets/{id}' has no 'tools': --tool changes nothing."), (exit, error.TrimEnd()));
    }

    private async Task<(int Exit, string Output, string Error)> ExplainAsync(string request, string token, params string[] more)
    {
        string api = await WriteAsync("api.json", Api);
        string keys = await WriteAsync("jwks.json", _issuer.CreateKeySet().ToJsonString());
        string file = await WriteAsync("token.txt", $"Bearer {token}\n");
        return await RunningCommand.RunAsync(["explain", api, "--request", request, "--token", $"@{file}", "--jwks", keys, .. more]);
    }

    private async Task<string> WriteAsync(string name, string content)
    {
        string path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }
}
