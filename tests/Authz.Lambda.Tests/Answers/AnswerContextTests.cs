using System.Text;
using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;

namespace Authz.Lambda.Tests.Answers;

/// <summary>What the backend receives, in the shapes that each kind of API allows.</summary>
public sealed class AnswerContextTests : IDisposable
{
    private readonly FunctionUnderTest _function = new(new Dictionary<string, RouteDefinition>
    {
        ["GET /pets"] = new() { Authorizer = "idp" },
        ["$connect"] = new() { Authorizer = "idp" },
    });

    [Fact]
    public async Task Writes_ClaimsAsAJwtAuthorizerDoes_InPayload2()
    {
        JsonObject context = await ContextAsync(AuthorizerEventKind.HttpApiV2);

        JsonNode expected = JsonNode.Parse(
            """{"aud":"pets-api","scope":"a b","sub":"s","level":"7","admin":"true","groups":"[x y]","claims":"no"}""")!;
        JsonObject claims = Without(context["claims"]!.AsObject(), "iss", "iat", "nbf", "exp", "large");
        Assert.True(JsonNode.DeepEquals(expected, claims), claims.ToJsonString());
        Assert.Equal("""["a","b"]""", context["scopes"]!.ToJsonString());
    }

    [Theory]
    [InlineData("HttpApiV1")]
    [InlineData("RestToken")]
    [InlineData("RestRequest")]
    [InlineData("WebSocketConnect")]
    public async Task Writes_FlatStringsNumbersAndBooleans_InOtherPayloads_ButNoReservedNames(string kind)
    {
        JsonObject context = await ContextAsync(Enum.Parse<AuthorizerEventKind>(kind));

        Assert.Equal(7, (int)context["level"]!);
        Assert.True((bool)context["admin"]!);
        Assert.Equal("[x y]", (string?)context["groups"]);
        Assert.Equal("a b", (string?)context["scopes"]);
        Assert.Equal("s", (string?)context["sub"]);
        Assert.IsAssignableFrom<JsonValue>(context["large"]);
        Assert.False(context.ContainsKey("claims"));
        Assert.False(context.ContainsKey("nothing"));
        Assert.All(context, member => Assert.IsAssignableFrom<JsonValue>(member.Value));
    }

    [Fact]
    public async Task Drops_TheLargestClaims_WhenAWebSocketAnswerWouldExceedEightKilobytes()
    {
        string token =
            _function.Issuer.Token("pets-api").With("small", "x").With("scope", new string('s', 4000)).Sign(_function.Issuer.CurrentKey);

        AuthorizerAnswer answer = await _function.AnswerAsync(
            EventDocument.For(AuthorizerEventKind.WebSocketConnect, "$connect", "GET", "/", token));

        JsonObject context = JsonNode.Parse(answer.Json.Span)!["context"]!.AsObject();
        Assert.InRange(answer.Json.Length, 1, AnswerWriter.LongestWebSocketAnswer);
        Assert.Equal("x", (string?)context["small"]);
        Assert.False(context.ContainsKey("scope"));
        Assert.Equal(4000, ((string?)context["scopes"])!.Length);
        Assert.StartsWith("1 of the token's claims", (string?)_function.LogLine["warning"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_APrincipal_ForATokenWithoutSubject()
    {
        string token = _function.Issuer.Token("pets-api").Without("sub").Sign(_function.Issuer.CurrentKey);

        JsonObject answer = await _function.DocumentAsync(
            EventDocument.For(AuthorizerEventKind.RestToken, "GET /pets", "GET", "/pets", token));

        Assert.Equal("-", (string?)answer["principalId"]);
    }

    public void Dispose() => _function.Dispose();

    private async Task<JsonObject> ContextAsync(AuthorizerEventKind kind)
    {
        string token = _function.Issuer.Token("pets-api", "a b").With("sub", "s").With("level", 7).With("admin", true)
            .With("groups", new JsonArray("x", "y")).With("claims", "no").With("nothing", null).With("large", JsonNode.Parse("1E+400"))
            .Sign(_function.Issuer.CurrentKey);
        AuthorizerAnswer answer = await _function.AnswerAsync(EventDocument.For(kind, "GET /pets", "GET", "/pets", token));
        Assert.True(answer.ErrorMessage is null, answer.ErrorMessage);
        return JsonNode.Parse(Encoding.UTF8.GetString(answer.Json.Span))!["context"]!.AsObject();
    }

    private static JsonObject Without(JsonObject json, params string[] names)
    {
        foreach (string name in names)
        {
            Assert.True(json.Remove(name));
        }

        return json;
    }
}
