using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Server.Tests.Gateway;
using Authz.Server.Tests.Gateway.Functions;

namespace Authz.Server.Tests.Attacks;

/// <summary>A Lambda authorizer's policy is about the path that goes on to the backend, whatever is encoded in it.</summary>
public sealed class PolicyArnTests
{
    private const string Deny = """
        { "policyDocument": { "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*" },
            { "Effect": "Deny", "Action": "execute-api:Invoke", "Resource": ["*/GET/admin", "*/GET/admin/*", "*/GET/$cash/*"] }] } }
        """;

    private static readonly string[] s_deniedFrames =
        ["/admin/{0}", "/admin/{0}x", "/admin/x{0}/", "/admin/x/{0}", "/admin{0}", "/{0}admin/x", "/{0}/admin/x"];

    private static readonly string[] s_octets =
    [
        .. Enumerable.Range(0, 256).Select(code => "%" + code.ToString("X2", CultureInfo.InvariantCulture)),
        .. Enumerable.Range(0, 256).Select(code => "%" + code.ToString("x2", CultureInfo.InvariantCulture)), "%C3%A9", "%E2%98%95",
        .. "!$&'()*+,=:@-._~a".Select(character => character.ToString()),
    ];

    public static TheoryData<PayloadFormatVersion> Versions => [PayloadFormatVersion.Version1, PayloadFormatVersion.Version2];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Rejects_EveryPathThatADenyCovers(PayloadFormatVersion version)
    {
        await using RecordingBackend function = new() { Answer = _ => AnswerOf(Deny) };
        await using RecordingBackend backend = new();
        await using FunctionGateway gateway = await StartAsync(function, backend, version);
        (string, string) caller = ("X-Api-Key", "a");
        foreach (string octet in s_octets)
        {
            foreach (string path in s_deniedFrames)
            {
                (int status, string body) = await gateway.GetAsync(path.Replace("{0}", octet, StringComparison.Ordinal), caller);
                Assert.True(status is 200 or 400 or 403 or 404, $"{path} {octet}: {status} {body}");
            }
        }

        Assert.Equal(403, (await gateway.GetAsync("/admin/", caller)).Status);
        Assert.Equal(403, (await gateway.GetAsync("/admin/x", caller)).Status);
        Assert.Equal(403, (await gateway.GetAsync("/$cash/x", caller)).Status);
        Assert.Equal(403, (await gateway.GetAsync("/%24cash/x", caller)).Status);
        Assert.Equal(200, (await gateway.GetAsync("/administration", caller)).Status);
        Assert.True(backend.Requests.Count > 100, $"{backend.Requests.Count} requests were allowed.");
        Assert.All(backend.Requests.Select(request => Uri.UnescapeDataString(request.Split(' ')[1])), target =>
        {
            Assert.False(target == "/admin" || target.StartsWith("/admin/", StringComparison.Ordinal), target);
            Assert.False(target.StartsWith("/$cash/", StringComparison.Ordinal), target);
        });
    }

    // The function allows the ARN of the first request, and the gateway remembers that.
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Rejects_OtherPaths_ThanTheOneWhoseArnIsAllowed(PayloadFormatVersion version)
    {
        await using RecordingBackend function = new() { Answer = AllowCalledMethod };
        await using RecordingBackend backend = new();
        await using FunctionGateway gateway = await StartAsync(function, backend, version);
        string[] frames = ["/{0}", "/f/{0}", "/f/{0}min", "/f/ad{0}n", "/f/admin{0}", "/{0}/admin", "/f{0}", "/f/admin/{0}"];
        int allowed = 0;
        foreach ((int index, string path) in frames.SelectMany(frame => s_octets.Select(
            octet => frame.Replace("{0}", octet, StringComparison.Ordinal))).Index())
        {
            (string, string) caller = ("X-Api-Key", index.ToString(CultureInfo.InvariantCulture));
            (int first, _) = await gateway.GetAsync(path, caller);
            Assert.True(first is 200 or 400 or 404, $"{path}: {first}");
            if (first == 200)
            {
                allowed++;
                Assert.Equal((path, 403), (path, (await gateway.GetAsync("/f/admin", caller)).Status));
                Assert.Equal((path, 403), (path, (await gateway.GetAsync("/f/admin/", caller)).Status));
                Assert.Equal((path, 200), (path, (await gateway.GetAsync(path, caller)).Status));
            }
        }

        Assert.True(allowed > 200, $"{allowed} paths were allowed.");
        Assert.Equal(allowed, function.Requests.Count);
    }

    private static Task<FunctionGateway> StartAsync(RecordingBackend function, RecordingBackend backend, PayloadFormatVersion version)
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            LambdaAuthorizers = new Dictionary<string, LambdaAuthorizerDefinition>
            {
                ["gate"] = new()
                {
                    AuthorizerUri = "gate",
                    AuthorizerPayloadFormatVersion = version,
                    AuthorizerResultTtl = TimeSpan.FromMinutes(5),
                    IdentitySource = ["$request.header.X-Api-Key"],
                },
            },
            Routes = new Dictionary<string, RouteDefinition>
            {
                ["GET /{rest+}"] = new()
                {
                    Authorizer = "gate",
                    AllowEncodedSlash = true,
                    Integration = new IntegrationDefinition { Uri = backend.Address + "/{rest}" },
                },
            },
        };
        return FunctionGateway.StartAsync(definition, new() { ["gate"] = new Uri(function.Address + "/gate") });
    }

    private static string AllowCalledMethod(string request)
    {
        string body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        JsonNode called = JsonNode.Parse(Encoding.Latin1.GetBytes(body))!;
        JsonObject statement = new()
        {
            ["Effect"] = "Allow",
            ["Action"] = "execute-api:Invoke",
            ["Resource"] = (string?)(called["routeArn"] ?? called["methodArn"]),
        };
        return AnswerOf(new JsonObject
        {
            ["policyDocument"] = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(statement) },
        }.ToJsonString());
    }

    private static string AnswerOf(string json)
    {
        string octets = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(json));
        return $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {octets.Length}\r\n\r\n{octets}";
    }
}
