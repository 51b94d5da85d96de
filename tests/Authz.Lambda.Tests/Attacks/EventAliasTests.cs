using System.Text;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;

namespace Authz.Lambda.Tests.Attacks;

/// <summary>A second token in an event, in a spelling that only the integration behind API Gateway takes for the first's.</summary>
public sealed class EventAliasTests
{
    private static readonly Dictionary<string, RouteDefinition> s_routes = new()
    {
        ["GET /pets"] = new() { Authorizer = "idp" },
        ["$connect"] = new() { Authorizer = "idp" },
    };

    private static readonly string[] s_parameters =
    [
        "ACCESS_TOKEN", "Access_Token", "access_token[]", "access_token[0]", "[access_token]", "access.token", "access token",
        "access[token", " access_token", "access_token\0", "access_token\0x", "access_token.x", "acces%73_token", "access_token]",
    ];

    private static readonly string[] s_headers =
        ["X_Api_Token", "X-Api_Token", "x.api.token", "X!API~TOKEN", "X_API-TOKEN", "X'Api'Token", "x|api|token"];

    // Payload format 2.0 has the query as the client wrote it.
    public static TheoryData<string> KindsWithDecodedQueries =>
        [nameof(AuthorizerEventKind.HttpApiV1), nameof(AuthorizerEventKind.RestRequest), nameof(AuthorizerEventKind.WebSocketConnect)];

    public static TheoryData<string> KindsWithHeaders => [.. KindsWithDecodedQueries, nameof(AuthorizerEventKind.HttpApiV2)];

    [Theory]
    [MemberData(nameof(KindsWithDecodedQueries))]
    public async Task Rejects_AnotherSpellingOfAParameter(string kind)
    {
        using FunctionUnderTest function = new(s_routes, identitySource: "$request.querystring.access_token");
        string token = function.Issuer.Mint("pets-api");
        foreach (string[] maps in (string[][])[["queryStringParameters"], ["multiValueQueryStringParameters"], []])
        {
            foreach (string spelling in s_parameters)
            {
                EventDocument document = About(kind);
                SetQuery(document, maps, ("access_token", token), (spelling, "evil"));
                Assert.Equal((spelling, "credentials_ambiguous"), (spelling, (await function.AnswerAsync(document)).ErrorType));

                SetQuery(document, maps, (spelling, "evil"), ("access_token", token));
                Assert.Equal((spelling, "credentials_ambiguous"), (spelling, (await function.AnswerAsync(document)).ErrorType));
            }

            EventDocument honest = About(kind);
            SetQuery(honest, maps, ("access_token", token), ("page", "1"), ("token", "a b&c=d"), ("\u00E9\uD800", "%"));
            Assert.Null((await function.AnswerAsync(honest)).ErrorMessage);
        }
    }

    [Theory]
    [InlineData("ACCESS_TOKEN")]
    [InlineData("access_token%5B%5D")]
    [InlineData("access+token")]
    [InlineData("acces%73_token")]
    public async Task Rejects_AnotherSpellingOfAParameter_InARawQuery(string spelling)
    {
        using FunctionUnderTest function = new(s_routes, identitySource: "$request.querystring.access_token");
        EventDocument document = About(nameof(AuthorizerEventKind.HttpApiV2));
        document.Json["rawQueryString"] = $"{spelling}=evil&access_token={function.Issuer.Mint("pets-api")}";

        Assert.Equal("credentials_ambiguous", (await function.AnswerAsync(document)).ErrorType);
    }

    [Theory]
    [MemberData(nameof(KindsWithHeaders))]
    public async Task Rejects_AnotherSpellingOfAHeader(string kind)
    {
        using FunctionUnderTest function = new(s_routes, identitySource: "$request.header.X-Api-Token");
        string token = "Bearer " + function.Issuer.Mint("pets-api");
        foreach (string spelling in s_headers)
        {
            EventDocument document = About(kind);
            document.Json["headers"] = new JsonObject { ["X-Api-Token"] = token, [spelling] = "evil" };
            document.Json["multiValueHeaders"] = null;
            Assert.Equal((spelling, "credentials_ambiguous"), (spelling, (await function.AnswerAsync(document)).ErrorType));

            document.Json["headers"] = new JsonObject { ["X-Api-Token"] = token };
            document.Json["multiValueHeaders"] = new JsonObject { [spelling] = new JsonArray("evil") };
            Assert.Equal((spelling, "credentials_ambiguous"), (spelling, (await function.AnswerAsync(document)).ErrorType));
        }

        EventDocument honest = About(kind);
        honest.Json["headers"] = new JsonObject { ["x-api-token"] = token, ["X-Api-Tokens"] = "other", ["XApiToken"] = "other" };
        honest.Json["multiValueHeaders"] = null;
        Assert.Null((await function.AnswerAsync(honest)).ErrorMessage);
    }

    // API Gateway keeps the last of several in the map of single values.
    [Theory]
    [InlineData("""{ "headers": { "X-Api-Token": "{t}" }, "multiValueHeaders": { "X-Api-Token": ["evil", "{t}"] } }""")]
    [InlineData("""{ "headers": { "X-Api-Token": "{t}" }, "multiValueHeaders": { "X-Api-Token": ["{t}", "{t}"] } }""")]
    [InlineData("""{ "headers": { "X-Api-Token": "{t}" }, "multiValueHeaders": { "X-Api-Token": ["{t}"], "x-api-token": ["evil"] } }""")]
    [InlineData("""{ "headers": { "X-Api-Token": "{t}", "x-api-token": "evil" }, "multiValueHeaders": null }""")]
    [InlineData("""{ "multiValueHeaders": { "X-Api-Token": ["{t}", "evil"] }, "headers": { "x-api-token": "{t}" } }""")]
    public async Task Rejects_AHeaderThatCameTwice(string headers)
    {
        using FunctionUnderTest function = new(s_routes, identitySource: "$request.header.X-Api-Token");
        string token = "Bearer " + function.Issuer.Mint("pets-api");
        EventDocument document = About(nameof(AuthorizerEventKind.RestRequest));
        foreach ((string name, JsonNode? value) in JsonNode.Parse(headers.Replace("{t}", token, StringComparison.Ordinal))!.AsObject())
        {
            document.Json[name] = value?.DeepClone();
        }

        AuthorizerAnswer answer = await function.AnswerAsync(document);

        Assert.Equal(("Unauthorized", "credentials_ambiguous"), (answer.ErrorMessage, answer.ErrorType));
    }

    // Without the identity sources of API Gateway's result cache, which the tests of that have.
    private static EventDocument About(string kind)
    {
        EventDocument document = EventDocument.For(Enum.Parse<AuthorizerEventKind>(kind), "GET /pets", "GET", "/pets", token: null);
        document.Json.Remove("identitySource");
        return document;
    }

    // In the named map alone, or in both, as API Gateway writes them.
    private static void SetQuery(EventDocument document, string[] maps, params (string Name, string Value)[] parameters)
    {
        document.Json["queryStringParameters"] = maps is ["multiValueQueryStringParameters"]
            ? null
            : new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.Value)));
        document.Json["multiValueQueryStringParameters"] = maps is ["queryStringParameters"]
            ? null
            : new JsonObject(
                parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)new JsonArray(parameter.Value))));
    }
}
