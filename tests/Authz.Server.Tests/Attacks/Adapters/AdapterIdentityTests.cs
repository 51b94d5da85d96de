using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Gateway;
using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks.Adapters;

/// <summary>
/// What identified the caller is what every adapter reads in the event: no other spelling of the parameter or header takes its place.
/// </summary>
public sealed class AdapterIdentityTests
{
    private const string Evil = "evil";
    private const string Key = "good";
    private const int Spellings = 1_000;

    // The characters of a field name that are no letter, digit or hyphen (RFC 9110 section 5.6.2).
    private const string Separators = "!#$%&'*+.^_`|~";

    public static TheoryData<PayloadFormatVersion> Versions => [PayloadFormatVersion.Version1, PayloadFormatVersion.Version2];

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public async Task Reads_NoOtherParameter_UnderTheIdentitysName(PayloadFormatVersion version)
    {
        await using Setup setup = await Setup.StartAsync(version);
        string token = setup.Gateway.Token(hasScope: false).Value["Bearer ".Length..];
        int readWithoutAuthorizer = 0;
        foreach (string query in Queries("key").Take(Spellings / 4))
        {
            (int status, JsonObject? answers) = await setup.Gateway.AskAsync("/f/open?" + query);
            readWithoutAuthorizer += status == 200 && answers!.Any(answer => Read(answer.Value, "query", "key") is not null) ? 1 : 0;
        }

        // The spellings are attacks: where the parameter identifies nobody, adapters read them.
        Assert.True(readWithoutAuthorizer > 20, $"{readWithoutAuthorizer} of the spellings are read.");
        await AttackAsync(setup, "/f/jwt", "access_token", token);
        await AttackAsync(setup, "/f/key", "key", Key);
    }

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public async Task Reads_NoOtherHeader_UnderTheIdentitysName(PayloadFormatVersion version)
    {
        await using Setup setup = await Setup.StartAsync(version);
        string token = setup.Gateway.Token(hasScope: false).Value;
        foreach ((string path, string name, string value) in
            ((string, string, string)[])[("/f/token", "X-Api-Token", token), ("/f/header", "X-Api-Key", Key)])
        {
            string[] names =
                [.. Separators.Select(separator => name.Replace('-', separator)), name.Replace("Api-", "Api_", StringComparison.Ordinal)];
            foreach (string spelling in names.Concat(names.Select(other => other.ToUpperInvariant())))
            {
                Assert.Equal((spelling, 401), (spelling, (await setup.Gateway.AskAsync(path, (name, value), (spelling, Evil))).Status));
                Assert.Equal((spelling, 401), (spelling, (await setup.Gateway.AskAsync(path, (spelling, Evil), (name, value))).Status));
            }

            (int status, JsonObject? answers) = await setup.Gateway.AskAsync(path, (name, value), ("X-Api", Evil), (name + "s", Evil));
            Assert.Equal(200, status);
            Assert.All(answers!, answer => Assert.Equal(
                (answer.Key, $"\"{value}\""), (answer.Key, Read(answer.Value, "headers", name.ToLowerInvariant()))));
        }
    }

    [Theory]
    [InlineData("overwrite:querystring.user")]
    [InlineData("append:header.x-user")]
    public void Refuses_Mappings_OfEvents(string key)
    {
        ApiDefinition definition = TestGateway.Define([("GET /a", new RouteDefinition
        {
            IsOpen = true,
            Integration = new()
            {
                Type = IntegrationType.AwsProxy,
                Uri = "f",
                RequestParameters = new Dictionary<string, string> { [key] = "a" },
            },
        })]);
        GatewayCompilerOptions options = new() { Functions = new(new Dictionary<string, Uri> { ["f"] = new("http://127.0.0.1:1") }) };

        GatewayCompiler.Compile(definition, options, out IReadOnlyList<string> problems);

        Assert.Equal(["GET /a: a function's events and answers are not mapped; let the function do it."], problems);
    }

    private static async Task AttackAsync(Setup setup, string path, string name, string value)
    {
        int passed = 0;
        foreach (string query in Queries(name).Take(Spellings))
        {
            foreach (string target in (string[])[$"{path}?{name}={value}&{query}", $"{path}?{query}&{name}={value}"])
            {
                (int status, JsonObject? answers) = await setup.Gateway.AskAsync(target);
                Assert.True(status is 200 or 400 or 401, $"{target}: {status}");
                passed += status == 200 ? 1 : 0;
                Assert.All(answers ?? [], answer => Assert.Equal((target, value), (target, OnlyValue(answer.Value, name))));
            }
        }

        // What no backend reads as the name, such as one that begins with a NUL, passes beside it; the name itself does too.
        Assert.True(passed < Spellings / 10, $"{path}: {passed} of the spellings pass.");
        (int control, JsonObject? alone) = await setup.Gateway.AskAsync($"{path}?{name}={value}&x{name}={Evil}");
        Assert.Equal((path, 200), (path, control));
        Assert.All(alone!, answer => Assert.Equal((answer.Key, value), (answer.Key, OnlyValue(answer.Value, name))));
    }

    // The value under a name that is no list; some adapters answer lists of one.
    private static string? OnlyValue(JsonNode? answer, string name) => answer!["query"]?[name] switch
    {
        JsonArray { Count: 1 } list => (string?)list[0],
        JsonValue value => (string?)value,
        { } other => other.ToJsonString(),
        null => null,
    };

    private static string? Read(JsonNode? answer, string member, string name) => answer![member]?[name]?.ToJsonString();

    // With a comma in the value too: one adapter decodes the names of such parameters once more.
    private static IEnumerable<string> Queries(string name)
    {
        QuerySpellings spellings = new(seed: 20);
        while (true)
        {
            yield return spellings.NextQuery(name, Evil);
            yield return spellings.NextQuery(name, Evil + ",b");
        }
    }

    /// <summary>Routes that tell the caller by each kind of identity source, and one that does not.</summary>
    private sealed class Setup(AdapterGateway gateway, RecordingBackend authorizer) : IAsyncDisposable
    {
        private const string Verdict = """{"isAuthorized":true}""";

        public AdapterGateway Gateway { get; } = gateway;

        public static async Task<Setup> StartAsync(PayloadFormatVersion version)
        {
            RecordingBackend authorizer = new() { Answer = _ => $"HTTP/1.1 200 OK\r\nContent-Length: {Verdict.Length}\r\n\r\n{Verdict}" };
            AdapterGateway gateway = await AdapterGateway.StartAsync(
                issuer => Define(issuer, version), otherFunctions: new() { ["gate"] = new Uri(authorizer.Address + "/gate") });
            return new Setup(gateway, authorizer);
        }

        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await authorizer.DisposeAsync();
        }

        private static ApiDefinition Define(string issuer, PayloadFormatVersion version)
        {
            IntegrationDefinition integration =
                new() { Type = IntegrationType.AwsProxy, Uri = AdapterGateway.Function, PayloadFormatVersion = version };
            JwtConfiguration jwt = new() { Issuer = issuer, Audience = [TestGateway.Audience] };
            return new ApiDefinition
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition>
                {
                    ["jwt"] = new() { JwtConfiguration = [jwt], IdentitySource = "$request.querystring.access_token" },
                    ["token"] = new() { JwtConfiguration = [jwt], IdentitySource = "$request.header.X-Api-Token" },
                },
                LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition>
                {
                    ["key"] = CreateLambda("$request.querystring.key"),
                    ["header"] = CreateLambda("$request.header.X-Api-Key"),
                },
                Routes = new Dictionary<string, RouteDefinition>
                {
                    ["GET /f/open"] = new() { IsOpen = true, Integration = integration },
                    ["GET /f/jwt"] = new() { Authorizer = "jwt", Integration = integration },
                    ["GET /f/token"] = new() { Authorizer = "token", Integration = integration },
                    ["GET /f/key"] = new() { Authorizer = "key", Integration = integration },
                    ["GET /f/header"] = new() { Authorizer = "header", Integration = integration },
                },
            };
        }

        private static LambdaAuthorizerDefinition CreateLambda(string source) =>
            new() { AuthorizerUri = "gate", EnableSimpleResponses = true, IdentitySource = [source] };
    }
}
