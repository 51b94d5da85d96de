using System.Text.Json;

namespace Authz.Server.Tests.Checks;

public sealed class CheckCommandTests
{
    [Theory]
    [InlineData("nothing", "checks/route_open.good.yaml", 0, "0 errors, 0 warnings, ")]
    [InlineData("notes only", "checks/route_open.bad.yaml", 0, "0 errors, 0 warnings, ")]
    [InlineData("a warning", "checks/authorizer_unused.bad.yaml", 1, "0 errors, 1 warning, ")]
    [InlineData("an error", "checks/audience_missing.bad.yaml", 1, "1 error, ")]
    public async Task Exits_ByTheWorstFinding(string description, string file, int expected, string summary)
    {
        (int exit, string output, string error) = await RunningCommand.RunAsync("check", DefinitionFixtures.FullPath(file));

        Assert.Equal((description, expected, ""), (description, exit, error));
        Assert.Contains(summary, output.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    // What public repositories have and what is fine: no warning, so that a build that checks the file passes.
    [Theory]
    [InlineData("an open API", "Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {Type: AWS::Serverless::Function, Properties: {Events: {A: {Type: HttpApi, Properties: {Method: get, Path: /a}}, B: {Type: HttpApi, Properties: {Method: get, Path: /b}}}}}", "note api_open")]
    [InlineData("an open API of serverless", "service: s\nfunctions: {f: {events: [{httpApi: GET /a}, {httpApi: '*'}]}}", "note api_open")]
    [InlineData("quick create", "Resources: {Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Target: 'https://b.example.com/'}}}", "note api_open")]
    [InlineData("an API without routes", "Transform: AWS::Serverless-2016-10-31\nResources: {Api: {Type: AWS::Serverless::HttpApi}}", "note routes_missing")]
    [InlineData("IAM", "Transform: AWS::Serverless-2016-10-31\nResources:\n  Api: {Type: AWS::Serverless::HttpApi, Properties: {Auth: {EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM}}}\n  F: {Type: AWS::Serverless::Function, Properties: {Events: {A: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: get, Path: /a}}}}}", "note route_iam")]
    [InlineData("a route that is open on purpose, and preflights", "openapi: 3.0.1\npaths: {/a: {get: {security: [{J: []}]}, options: {}}, /b: {get: {security: []}}}\ncomponents: {securitySchemes: {J: {type: oauth2, x-amazon-apigateway-authorizer: {type: jwt, identitySource: $request.header.Authorization, jwtConfiguration: {issuer: 'https://id.example.com/', audience: [a]}}}}}", "note route_open")]
    public async Task Exits_With0_ForAFileThatIsFine(string kind, string text, string note)
    {
        string file = await WriteAsync(text);

        (int exit, string output, string error) = await RunningCommand.RunAsync("check", file);
        File.Delete(file);

        Assert.Equal((kind, 0, ""), (kind, exit, error));
        Assert.Contains(note, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_TheClaimsThatRoutesRead()
    {
        string file = await WriteAsync("""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [orders] } }
            routes:
              GET /tenants/{tenant}: { authorizer: idp, condition: { StringEquals: { "claims:tenant": "${request:path.tenant}" } } }
            """);

        (int exit, string output, string error) = await RunningCommand.RunAsync("check", file, "--terms");
        (_, string json, _) = await RunningCommand.RunAsync("check", file, "--terms", "--format", "json");
        File.Delete(file);

        Assert.Equal((0, ""), (exit, error));
        Assert.Equal(
            """
            GET /tenants/{tenant}
              https://id.example.com/
                issuer and times: iss, exp, nbf, iat
                audience: aud, client_id
                binding: cnf
                condition: tenant
            """,
            output.ReplaceLineEndings().TrimEnd());
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement row = document.RootElement.GetProperty("terms").EnumerateArray().Single();
        Assert.Equal("GET /tenants/{tenant} https://id.example.com/", $"{row.GetProperty("route")} {row.GetProperty("issuer")}");
        Assert.Equal("tenant", row.GetProperty("uses")[3].GetProperty("claims")[0].GetString());
    }

    [Fact]
    public async Task Lists_NoClaims_OfAFileThatCannotBeUsed()
    {
        (int exit, string output, string error) =
            await RunningCommand.RunAsync("check", DefinitionFixtures.FullPath("checks/audience_missing.bad.yaml"), "--terms");

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("error: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_ClaimsAsSarif() => Assert.Equal(
        2, (await RunningCommand.RunAsync("check", DefinitionFixtures.FullPath("checks/route_open.good.yaml"), "--terms", "--format", "sarif")).Exit);

    [Fact]
    public async Task Writes_PlaceCodeMessageAndRemedy()
    {
        string file = DefinitionFixtures.FullPath("checks/authorizer_unused.bad.yaml");

        (_, string output, _) = await RunningCommand.RunAsync("check", file);

        Assert.StartsWith(
            $"{file}:3:3: warning authorizer_unused: No route uses the authorizer 'old'. Use it, or remove it;", output,
            StringComparison.Ordinal);
        Assert.EndsWith($"{file}: 0 errors, 1 warning, 0 notes", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepts_FindingsOfTheBaseline_ButNoErrors()
    {
        string baseline = Path.GetTempFileName();
        try
        {
            (string File, int Expected)[] files = [("checks/authorizer_unused.bad.yaml", 0), ("checks/audience_missing.bad.yaml", 1)];
            foreach ((string file, int expected) in files)
            {
                string path = DefinitionFixtures.FullPath(file);
                (_, string json, _) = await RunningCommand.RunAsync("check", path, "--format", "json");
                await File.WriteAllTextAsync(baseline, json);

                (int exit, string output, _) = await RunningCommand.RunAsync("check", path, "--baseline", baseline);

                Assert.Equal((file, expected), (file, exit));
                Assert.DoesNotContain("warning ", output, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(baseline);
        }
    }

    [Fact]
    public async Task Rejects_AnInvalidBaseline()
    {
        string file = DefinitionFixtures.FullPath("same/authz.json");

        (int exit, _, string error) = await RunningCommand.RunAsync("check", file, "--baseline", file);

        Assert.Equal(1, exit);
        Assert.Contains("is not the output of 'authz check --format json'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_SarifWithPlaces()
    {
        (_, string output, _) = await RunningCommand.RunAsync(
            "check", DefinitionFixtures.FullPath("checks/audience_missing.bad.yaml"), "--format", "sarif");

        using JsonDocument sarif = JsonDocument.Parse(output);
        JsonElement run = sarif.RootElement.GetProperty("runs")[0];
        JsonElement result = run.GetProperty("results")[0];
        Assert.Equal("audience_missing", result.GetProperty("ruleId").GetString());
        Assert.Equal("error", result.GetProperty("level").GetString());
        Assert.Equal(
            7,
            result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal(2, run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength());
    }

    [Fact]
    public async Task Uses_TheParametersOfATemplate()
    {
        string file = DefinitionFixtures.FullPath("checks/value_unresolved.bad.yaml");

        (int exit, string output, _) = await RunningCommand.RunAsync(
            "check", file, "--parameter", "AWS::Region=eu-west-1", "--parameter", "UserPool=eu-west-1_abc");

        Assert.Equal((0, true), (exit, output.Contains("0 errors", StringComparison.Ordinal)));
    }

    private static async Task<string> WriteAsync(string text)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text);
        return file;
    }
}
