using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.Decide.ExtAuthz;

/// <summary>Clients of two other gRPC libraries: npm's <c>@grpc/grpc-js</c>, and Go's as Debian has it.</summary>
public sealed class ForeignClientTests
{
    private const string Audience = "pets-api";
    private const string Folder = "tests/Authz.Server.Tests/Decide/ExtAuthz/Clients";
    private const string GoPath = "/usr/share/gocode";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public Task Accepts_QuestionsOfNode()
    {
        string node = Requirement.Program("node");
        Requirement.Require(
            Directory.Exists(RepositoryFile.FullPath("tests/Authz.Server.Tests/Attacks/node_modules/@grpc/grpc-js")),
            "'npm ci --prefix tests/Authz.Server.Tests/Attacks' has not been run");
        string[] protos = [RepositoryFile.FullPath("tests/Authz.Server.Tests/Decide/ExtAuthz"), RepositoryFile.FullPath("src/Authz.Server/Decide/ExtAuthz")];
        return AskAsync(address => new ProcessStartInfo(node, [RepositoryFile.FullPath($"{Folder}/check.mjs"), address, .. protos]));
    }

    [SkippableFact]
    public Task Accepts_QuestionsOfGo()
    {
        string go = Requirement.Program("go");
        Requirement.Require(
            Directory.Exists($"{GoPath}/src/google.golang.org/grpc"), "Debian's package golang-google-grpc-dev is not installed");
        return AskAsync(address =>
        {
            ProcessStartInfo start = new(go, ["run", RepositoryFile.FullPath($"{Folder}/check.go"), address]);
            start.Environment["GO111MODULE"] = "off";
            start.Environment["GOPATH"] = GoPath;
            start.Environment["GOFLAGS"] = "-buildvcs=false";
            start.Environment["GOCACHE"] = Path.Combine(Path.GetTempPath(), "authz-go-cache");
            return start;
        });
    }

    private static async Task AskAsync(Func<string, ProcessStartInfo> client)
    {
        FakeIssuer issuer = new();
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", issuer.Issuer, Audience)
            .AddRoute("GET /pets", new RouteDefinition
            {
                Authorizer = "idp",
                Integration = new IntegrationDefinition
                {
                    Uri = "http://127.0.0.1:1",
                    RequestParameters = new Dictionary<string, string> { ["overwrite:header.x-user"] = "$context.authorizer.claims.sub" },
                },
            })
            .Build();
        await using DeciderUnderTest decider = await DeciderUnderTest.StartAsync(
            definition, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        string token = issuer.Token(Audience).With("sub", "user-1").Sign(issuer.CurrentKey);

        string[] answers = await RunAsync(
            client(decider.ExtAuthz.Authority),
            Question("GET", "/pets", ("authorization", $"Bearer {token}"), ("x-user", "admin")),
            Question("GET", "/pets", ("authorization", $"Bearer {token},Bearer {token}")),
            Question("GET", "/pets"),
            Question("GET", "/pets/../pets", ("authorization", $"Bearer {token}")));

        Assert.Equal(
            [
                """{"code":0,"status":200,"set":{"x-user":"user-1"},"remove":[]}""",
                """{"code":16,"status":401,"set":{},"remove":[]}""",
                """{"code":16,"status":401,"set":{},"remove":[]}""",
                """{"code":3,"status":400,"set":{},"remove":[]}""",
            ],
            answers);
    }

    private static string Question(string method, string path, params (string Name, string Value)[] headers) => JsonSerializer.Serialize(new
    {
        method,
        path,
        headers = new JsonObject(headers.Select(header => KeyValuePair.Create(header.Name, (JsonNode?)header.Value))),
    });

    private static async Task<string[]> RunAsync(ProcessStartInfo start, params string[] questions)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        foreach (string question in questions)
        {
            await process.StandardInput.WriteLineAsync(question);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(s_patience);
        string[] answers = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return process.ExitCode == 0 ? answers : throw new InvalidOperationException(await error);
    }
}
