using Authz.Server.Decide;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Tests.Decide;

public sealed class DecisionCompilerTests
{
    [Theory]
    [InlineData("overwrite:path", "/x", "map the path")]
    [InlineData("append:querystring.user", "x", "map the query parameter 'user'")]
    [InlineData("overwrite:header.x-a", "$request.body.a", "reads the body")]
    [InlineData("overwrite:header.x_user", "x", "two spellings of the header 'x_user'")]
    [InlineData("overwrite:header.cache-control", "x", "cannot be told in an answer")]
    [InlineData("overwrite:header.set-cookie", "x", "cannot be told in an answer")]
    [InlineData("overwrite:header.x-accel-redirect", "/internal", "cannot be told in an answer")]
    [InlineData("append:header.x_accel_expires", "x", "cannot be told in an answer")]
    public void Rejects_MappingsThatAProxyCannotCarryOut(string key, string value, string problem)
    {
        IReadOnlyList<string> problems = Compile(
            new IntegrationDefinition
            {
                Uri = "http://127.0.0.1:1",
                RequestParameters = new Dictionary<string, string> { ["overwrite:header.x-user"] = "a", [key] = value },
            });

        Assert.Contains(problems, one => one.StartsWith("GET /a: ", StringComparison.Ordinal) && one.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("content-length", true, false)]
    [InlineData("Transfer-Encoding", true, true)]
    [InlineData("TE", true, true)]
    [InlineData("Connection", true, true)]
    [InlineData("expect", true, true)]
    [InlineData("Upgrade", true, true)]
    [InlineData("Proxy_Authorization", true, true)]
    [InlineData("Host", false, false)]
    [InlineData("Content-Type", false, false)]
    public void Rejects_HeadersThatAProxyKeeps_WhereverTheyAreRead(string name, bool overHttp, bool overGrpc)
    {
        RouteDefinition[] readers =
        [
            new() { Authorizer = "idp", Condition = [new(new ConditionTerm("StringEquals", "request:header." + name, "a"))] },
            new() { Authorizer = "idp", Condition = [new(new ConditionTerm("StringEquals", "claims:a", "${request:header." + name + "}"))] },
            new() { Authorizer = "by-header" },
            new()
            {
                IsOpen = true,
                Integration = new() { Uri = "http://127.0.0.1:1", RequestParameters = new Dictionary<string, string> { ["append:header.x"] = "$request.header." + name } },
            },
        ];
        foreach (RouteDefinition route in readers)
        {
            ApiDefinition definition = new()
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition>
                {
                    ["idp"] = new() { JwtConfiguration = [] },
                    ["by-header"] = new() { IdentitySource = "$request.header." + name, JwtConfiguration = [] },
                },
                Routes = new Dictionary<string, RouteDefinition> { ["GET /a"] = route },
            };
            foreach (bool isHttp in new[] { true, false })
            {
                DecisionCompiler.Compile(definition, new StageCompilerOptions(), isHttp, out IReadOnlyList<string> problems);

                string[] expected = (isHttp ? overHttp : overGrpc)
                    ? [$"GET /a: the header '{name}' is read, of which a proxy does not pass on the client's own; use another, or serve."]
                    : [];
                Assert.Equal(expected, problems, StringComparer.OrdinalIgnoreCase);
            }
        }
    }

    [Fact]
    public void Rejects_MappingsOfAnswers()
    {
        IReadOnlyDictionary<string, string> mapping = new Dictionary<string, string> { ["remove:header.x-stack"] = "''" };

        Assert.Contains("responseParameters", Assert.Single(Compile(new IntegrationDefinition
        {
            Uri = "http://127.0.0.1:1",
            ResponseParameters = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["500"] = mapping },
        })), StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ToolsThatStandInBodies_WhereAProxyAsksOverHttp()
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition>
            {
                ["POST /mcp"] = new() { Authorizer = "idp", Tools = new Dictionary<string, ToolDefinition> { ["*"] = new() } },
            },
        };

        DecisionCompiler.Compile(definition, new StageCompilerOptions(), overHttp: true, out IReadOnlyList<string> problems);

        Assert.StartsWith("POST /mcp: tools are told by the body", Assert.Single(problems), StringComparison.Ordinal);
        DecisionCompiler.Compile(definition, new StageCompilerOptions(), overHttp: false, out problems);
        Assert.Empty(problems);
    }

    [Fact]
    public void Rejects_LambdaAuthorizers()
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition>
            {
                ["keys"] = new() { AuthorizerUri = "keys", IdentitySource = ["$request.header.X-Key"] },
            },
            Routes = new Dictionary<string, RouteDefinition> { ["GET /a"] = new() { Authorizer = "keys" } },
        };

        DecisionCompiler.Compile(definition, new StageCompilerOptions(), overHttp: true, out IReadOnlyList<string> problems);

        Assert.StartsWith("GET /a: a Lambda authorizer decides", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Accepts_RoutesWithoutIntegrationAndHeadersOfAnswersOverGrpc()
    {
        Assert.Empty(Compile(null));
        Assert.Empty(Compile(
            new IntegrationDefinition
            {
                Uri = "http://127.0.0.1:1",
                RequestParameters = new Dictionary<string, string> { ["overwrite:header.cache-control"] = "no-cache" },
            },
            overHttp: false));
    }

    private static IReadOnlyList<string> Compile(IntegrationDefinition? integration, bool overHttp = true)
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { ["GET /a"] = new() { IsOpen = true, Integration = integration } },
        };
        DecisionCompiler.Compile(definition, new StageCompilerOptions(), overHttp, out IReadOnlyList<string> problems);
        return problems;
    }
}
