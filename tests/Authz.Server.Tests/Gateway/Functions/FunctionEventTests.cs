using System.Net;
using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>What functions get, in a process of Node and one of .NET, compared with what the real service sent.</summary>
public sealed class FunctionEventTests
{
    // What the recordings' account, host and moment are, and not the request; the type they were written from has members of other kinds of
    // API.
    private static readonly string[] s_elsewhere =
    [
        "accountId", "apiId", "domainName", "domainPrefix", "requestId", "extendedRequestId", "time", "timeEpoch", "requestTime",
        "requestTimeEpoch", "sourceIp", "x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "host",
        "connectedAt", "version", "protocol",
    ];

    private static readonly byte[] s_binary = [1, 2, 3, 4, 5];

    public static TheoryData<string, string, string> Recordings => new()
    {
        { "V2_SimpleGetRequest", "POST /test9/api/users/{userId}/orders",
            "/test9/api/users/123/orders?status=pending&tag=important&tag=urgent" },
        { "V2_SpecialCharactersInPath", "POST /test13/api/users/{username}/orders/{orderName}",
            "/test13/api/users/****%20Doe/orders/Summer%20Sale%202023" },
        { "V2_UnicodeCharactersInPath", "POST /test14/api/products/{productName}/reviews/{reviewTitle}",
            "/test14/api/products/%E2%98%95%20Coffee/reviews/%F0%9F%98%8A%20Happy" },
        { "V2_UrlEncodedQueryString", "POST /test12/api/search",
            "/test12/api/search?q=Hello%20World&tag=C%23%20Programming&tag=.NET%20Core" },
        { "V2_BinaryContent", "POST /test11/api/users/{userId}/avatar", "/test11/api/users/123/avatar" },
        { "V1_SimpleGetRequestHttpV1", "POST /test1/api/users/{userId}/orders",
            "/test1/api/users/123/orders?status=pending&tag=important&tag=urgent" },
        { "V1_SpecialCharactersInPathHttpV1", "POST /test5/api/users/{username}/orders/{orderName}",
            "/test5/api/users/****%20Doe/orders/Summer%20Sale%202023" },
        { "V1_UnicodeCharactersInPathHttpV1", "POST /test6/api/products/{productName}/reviews/{reviewTitle}",
            "/test6/api/products/%E2%98%95%20Coffee/reviews/%F0%9F%98%8A%20Happy" },
        { "V1_UrlEncodedQueryStringHttpV1", "POST /test4/api/search",
            "/test4/api/search?q=Hello%20World&tag=C%23%20Programming&tag=.NET%20Core" },
        { "BinaryContentHttpV1", "POST /test3/api/users/{userId}/avatar", "/test3/api/users/123/avatar" },
    };

    /// <summary>
    /// Checklist, section 11: "2.0 event omission rules, decoded rawPath, encoded rawQueryString, lower-case comma-joined headers".
    /// </summary>
    [SkippableTheory]
    [MemberData(nameof(Recordings))]
    public async Task Sends_TheServicesEvent_FieldByField(string recording, string routeKey, string target)
    {
        JsonObject recorded = Normalize(ServiceRecording.Read(recording)).AsObject();
        bool isBinary = recording.Contains("Binary", StringComparison.Ordinal);
        bool isVersion1 = recording.EndsWith("HttpV1", StringComparison.Ordinal);
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(function, routeKey, isVersion1 ? PayloadFormatVersion.Version1 : default);

        using HttpResponseMessage response = await gateway.SendAsync(
            HttpMethod.Post, target, isBinary ? s_binary : [], HeadersOf(recorded));
        JsonObject actual = Normalize(JsonNode.Parse(await response.Content.ReadAsStringAsync())!).AsObject();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Lines(recorded), Lines(actual));
    }

    [SkippableFact]
    public async Task Sends_TheSameEvent_ToNodeAndDotNet()
    {
        await using FunctionProcess node = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionProcess dotNet = await FunctionProcess.StartDotNetAsync();
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddRoute("GET /node/{id}", Open("node")).AddRoute("GET /dotnet/{id}", Open("dotnet")).Build();
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            definition, new() { ["node"] = node.Address, ["dotnet"] = dotNet.Address });

        (int nodeStatus, string nodeEvent) = await gateway.GetAsync("/node/%C3%A4?q=%22", ("X-A", "b\"c"), ("Cookie", "a=1; b=2"));
        (int dotNetStatus, string dotNetEvent) = await gateway.GetAsync("/dotnet/%C3%A4?q=%22", ("X-A", "b\"c"), ("Cookie", "a=1; b=2"));

        Assert.True((nodeStatus, dotNetStatus) == (200, 200), $"{nodeStatus} {nodeEvent}\n{dotNetStatus} {dotNetEvent}");
        string expected = string.Join('\n', Lines(Normalize(JsonNode.Parse(nodeEvent)!).AsObject()));
        string actual = string.Join('\n', Lines(Normalize(JsonNode.Parse(dotNetEvent)!).AsObject()));
        Assert.Equal(expected.Replace("/node/", "/dotnet/", StringComparison.Ordinal), actual);
        Assert.Contains("cookies[1]=b=2", actual, StringComparison.Ordinal);
        Assert.DoesNotContain("headers.cookie", actual, StringComparison.Ordinal);
    }

    /// <summary>
    /// Checklist, section 11: "Go-style claim flattening plus an opt-in typed form" and "scopes: null unless route scoped".
    /// </summary>
    [SkippableTheory]
    [InlineData("GET /strings", null, """{"jwt":{"claims":{"admin":"true","groups":"[a b c]","n":"1.5","scope":"x y"},"scopes":null}}""")]
    [InlineData(
        "GET /scoped", null, """{"jwt":{"claims":{"admin":"true","groups":"[a b c]","n":"1.5","scope":"x y"},"scopes":["x","y"]}}""")]
    [InlineData("GET /typed", null, """{"jwt":{"claims":{"admin":true,"groups":["a b","c"],"n":1.5,"scope":"x y"},"scopes":null}}""")]
    [InlineData("GET /version1", "1.0", """{"claims":{"admin":"true","groups":"[a b c]","n":"1.5","scope":"x y"},"scopes":null}""")]
    public async Task Sends_TheTokensClaims(string routeKey, string? version, string expected)
    {
        FakeIssuer issuer = new();
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        IntegrationDefinition integration = Function("f") with
        {
            ClaimFormat = routeKey.EndsWith("typed", StringComparison.Ordinal) ? ClaimFormat.Typed : ClaimFormat.Strings,
            PayloadFormatVersion = version is null ? PayloadFormatVersion.Version2 : PayloadFormatVersion.Version1,
        };
        ApiDefinition definition = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", issuer.Issuer, "api")
            .AddRoute(
                routeKey, new RouteDefinition
                {
                    Authorizer = "idp",
                    Integration = integration,
                    AuthorizationScopes = routeKey == "GET /scoped" ? ["x"] : [],
                })
            .Build();
        await using FunctionGateway gateway = await FunctionGateway.StartAsync(
            definition, new() { ["f"] = function.Address }, new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler() });
        string token = issuer.Token("api", "x y")
            .With("admin", true).With("groups", new JsonArray("a b", "c")).With("n", 1.5).With("none", null)
            .Sign(issuer.CurrentKey);

        (int status, string body) = await gateway.GetAsync(routeKey[4..], ("Authorization", $"Bearer {token}"));

        Assert.Equal(200, status);
        JsonObject authorizer = JsonNode.Parse(body)!["requestContext"]!["authorizer"]!.AsObject();
        JsonObject claims = (authorizer["jwt"] ?? authorizer)["claims"]!.AsObject();
        foreach (string name in claims.Select(claim => claim.Key).Except(["admin", "groups", "n", "scope"]).ToArray())
        {
            claims.Remove(name);
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), authorizer), authorizer.ToJsonString());
    }

    [SkippableTheory]
    [InlineData("JSON", "application/json", "{}", false)]
    [InlineData("JSON with a charset", "application/json; charset=utf-8", "{}", false)]
    [InlineData("JSON with another parameter", "application/json; v=1", "e30=", true)]
    [InlineData("XML with a charset", "application/xml; charset=utf-8", "e30=", true)]
    [InlineData("a form", "application/x-www-form-urlencoded", "e30=", true)]
    [InlineData("no type", null, "e30=", true)]
    public async Task Sends_TextAsText_AndEverythingElseAsBase64(string description, string? contentType, string body, bool isBase64)
    {
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(function, "POST /a", PayloadFormatVersion.Version2);

        using HttpResponseMessage response = await gateway.SendAsync(
            HttpMethod.Post, "/a", "{}"u8.ToArray(), contentType is null ? [] : [("content-type", contentType)]);
        JsonNode actual = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(
            (description, body, isBase64), (description, actual["body"]!.GetValue<string>(), actual["isBase64Encoded"]!.GetValue<bool>()));
    }

    [SkippableFact]
    public async Task Sends_NoReservedNamesFromTheClient()
    {
        await using FunctionProcess function = await FunctionProcess.StartNodeAsync("mirror.mjs");
        await using FunctionGateway gateway = await StartAsync(function, "GET /a", PayloadFormatVersion.Version2);

        (_, string body) = await gateway.GetAsync(
            "/a", ("X-Forwarded-For", "203.0.113.9"), ("X_Forwarded_For", "203.0.113.9"), ("Forwarded", "for=203.0.113.9"));

        Assert.DoesNotContain("203.0.113.9", body, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", JsonNode.Parse(body)!["headers"]!["x-forwarded-for"]!.GetValue<string>());
    }

    private static IntegrationDefinition Function(string name) => new() { Type = IntegrationType.AwsProxy, Uri = name };

    private static RouteDefinition Open(string function) => new() { IsOpen = true, Integration = Function(function) };

    private static Task<FunctionGateway> StartAsync(FunctionProcess function, string routeKey, PayloadFormatVersion version)
    {
        RouteDefinition route = new() { IsOpen = true, Integration = Function("f") with { PayloadFormatVersion = version } };
        return FunctionGateway.StartAsync(new ApiDefinitionBuilder().AddRoute(routeKey, route).Build(), new() { ["f"] = function.Address });
    }

    private static (string Name, string Value)[] HeadersOf(JsonObject recorded)
    {
        List<(string Name, string Value)> headers = [.. recorded["headers"]!.AsObject()
            .Where(header => header.Key is not "content-length")
            .Select(header => (header.Key, header.Value!.GetValue<string>()))];
        if (recorded["cookies"] is JsonArray cookies)
        {
            headers.Add(("cookie", string.Join("; ", cookies.Select(cookie => cookie!.GetValue<string>()))));
        }

        return [.. headers];
    }

    // Names as in events, header names in lower case (the recordings' redaction changed some), without nulls and what is elsewhere.
    private static JsonNode Normalize(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Select(member => KeyValuePair.Create(NameOf(member.Key), member.Value))
            .Where(member => member.Value is not null && !s_elsewhere.Contains(member.Key))
            .Select(member => KeyValuePair.Create<string, JsonNode?>(member.Key, Normalize(member.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(item => Normalize(item!))]),
        _ => node.DeepClone(),
    };

    private static string NameOf(string name) =>
        name.Contains('-', StringComparison.Ordinal) || name is "Host" or "Cookie"
            ? name.ToLowerInvariant()
            : char.ToLowerInvariant(name[0]) + name[1..];

    private static IEnumerable<string> Lines(JsonNode node, string path = "") => node switch
    {
        JsonObject members => members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .SelectMany(member => Lines(member.Value!, $"{path}.{member.Key}".TrimStart('.'))),
        JsonArray items => items.SelectMany((item, index) => Lines(item!, $"{path}[{index}]")),
        _ => [$"{path}={node}"],
    };
}
