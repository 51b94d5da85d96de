using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Conditions;

/// <summary>An API whose one route has a condition, written as in a definition's file.</summary>
internal sealed class ConditionApi : IDisposable
{
    public const string RouteKey = "GET /tenants/{tenant}/files/{path+}";
    public const string Target = "/tenants/acme/files/a/b";

    private readonly ApiAuthorizer _authorizer;

    /// <param name="condition">The route's condition as JSON; null for none.</param>
    /// <param name="issuer">The issuer's condition as JSON; null for none.</param>
    /// <param name="stepUp">The route's step-up as JSON; null for none.</param>
    /// <param name="rememberedTokenBytes">How many bytes of tokens are remembered.</param>
    /// <param name="scopes">The route's scopes as JSON; null for none.</param>
    public ConditionApi(
        string? condition, string? issuer = null, string? stepUp = null, long rememberedTokenBytes = 0, string? scopes = null)
    {
        Definition = Read(condition, issuer, stepUp, scopes);
        _authorizer = new ApiAuthorizer(Definition, new ApiAuthorizerOptions
        {
            TimeProvider = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now)),
            RememberedTokenBytes = rememberedTokenBytes,
            SuppliesSourceAddress = true,
            SuppliesStage = true,
        });
    }

    public ApiDefinition Definition { get; }

    /// <summary>A request of the route, with everything that conditions read and a token.</summary>
    public static AuthorizationRequest Request(string token, string target = Target, params (string Name, string Value)[] headers) =>
        new("GET", target, HeaderSource.From(
            headers.Append(("Authorization", $"Bearer {token}")).ToDictionary(header => header.Item1, header => header.Item2)))
        {
            SourceAddress = IPAddress.Parse("10.1.2.3"),
            Stage = "prod",
        };

    /// <summary>A signed token with these claims, as JSON.</summary>
    public static string Token(string claims, string? typ = "JWT")
    {
        TestToken token = TestApi.Token();
        foreach ((string name, JsonNode? value) in JsonNode.Parse(claims)!.AsObject().ToArray())
        {
            token.With(name, value?.DeepClone());
        }

        return (typ is null ? token.WithoutHeader("typ") : token.WithHeader("typ", typ)).Sign(TestKeys.For("RS256"));
    }

    /// <summary>The problems of a definition with these members, each on one line; empty if it has none.</summary>
    public static string Problems(string? condition, string? issuer = null, string? stepUp = null, string key = RouteKey, string more = "") =>
        Definitions.TestDefinitions.ProblemsOfFile(Json(condition, issuer, stepUp, scopes: null, key, more));

    public AuthorizationDecision Decide(AuthorizationRequest request) => _authorizer.Authorize(request);

    /// <summary>Whether the condition holds for a token with these claims.</summary>
    public bool Holds(string claims) => Holds(Request(Token(claims)));

    public bool Holds(AuthorizationRequest request)
    {
        AuthorizationDecision decision = Decide(request);
        Assert.Contains(decision.Reason, (RefusalReason?[])[null, RefusalReason.ConditionUnmet]);
        return decision.IsAllowed;
    }

    public Explanation Explain(AuthorizationRequest request) => _authorizer.Explain(request);

    public void Dispose() => _authorizer.Dispose();

    private static ApiDefinition Read(string? condition, string? issuer, string? stepUp, string? scopes)
    {
        bool isRead = ApiDefinitionReader.TryRead(
            Encoding.UTF8.GetBytes(Json(condition, issuer, stepUp, scopes, RouteKey, more: "")),
            out ApiDefinition? definition,
            out IReadOnlyList<DefinitionProblem> problems);
        Assert.True(isRead, string.Join('\n', problems));
        return definition!;
    }

    private static string Json(string? condition, string? issuer, string? stepUp, string? scopes, string key, string more) =>
        $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": {
            "issuer": "{{TestApi.Issuer}}", "audience": ["{{TestApi.Audience}}"],
            "jwks": {{TestKeys.SetOf(TestKeys.All).ToJsonString()}}{{Member("condition", issuer)}} } } },
          "routes": { "{{key}}": { "authorizer": "idp"{{Member("authorizationScopes", scopes)}}{{Member("condition", condition)}}{{Member("stepUp", stepUp)}} } }{{more}}
        }
        """;

    private static string Member(string name, string? json) => json is null ? "" : $", \"{name}\": {json}";
}
