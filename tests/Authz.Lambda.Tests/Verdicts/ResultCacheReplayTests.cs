using System.Text.Json.Nodes;
using Authz.Lambda.Answers;
using Authz.Lambda.Events;
using Authz.Testing;
using FsCheck;
using FsCheck.Xunit;

namespace Authz.Lambda.Tests.Verdicts;

/// <summary>
/// API Gateway's result cache, replayed: an answer for one request is given to every other request with the same token. Over random
/// definitions and tokens it never allows what a fresh decision refuses. Seeds are of any size: sized ones would be a few hundred.
/// </summary>
public sealed class ResultCacheReplayTests
{
    private static readonly FakeIssuer s_issuer = new(algorithms: ["ES256"]);
    private static readonly AuthorizerEventKind[] s_policyKinds =
        [AuthorizerEventKind.HttpApiV2, AuthorizerEventKind.HttpApiV1, AuthorizerEventKind.RestToken, AuthorizerEventKind.RestRequest];

    [Property(MaxTest = 400)]
    public void Allows_NothingThatAFreshDecisionRefuses_ByPolicy(DoNotSize<int> seed) =>
        Replay(new RandomApi(seed.Item), routeKeyOf: decision => decision.RouteKey!);

    [Property(MaxTest = 200)]
    public void Allows_NothingThatAFreshDecisionRefuses_BehindOneProxyRoute(DoNotSize<int> seed) =>
        Replay(new RandomApi(seed.Item), routeKeyOf: _ => "ANY /{proxy+}");

    [Property(MaxTest = 200)]
    public void Allows_NothingThatAFreshDecisionRefuses_BySimpleResponse(DoNotSize<int> seed) => ReplaySimply(new RandomApi(seed.Item));

    // A path that a condition compares and that has an escape is refused; the refusal may not stand for the route's other paths.
    [Theory]
    [InlineData(93696044)]
    public void Allows_NothingThatAFreshDecisionRefuses_BySimpleResponse_AsBefore(int seed) => ReplaySimply(new RandomApi(seed));

    private static void ReplaySimply(RandomApi api)
    {
        using FunctionUnderTest function = new(api.Routes, new LambdaAuthorizerOptions { SimpleResponses = true }, s_issuer);
        using ApiAuthorizer engine = Engine(api);
        string token = api.Token(s_issuer);
        foreach (RandomRequest called in api.Requests)
        {
            if (Decide(engine, called, token) is not { RouteKey: { } routeKey })
            {
                continue;
            }

            bool isKeyed = api.Random.Next(2) == 0;
            EventDocument document = EventDocument.For(AuthorizerEventKind.HttpApiV2, routeKey, called.Method, called.Path, token);
            if (isKeyed)
            {
                document.Json["identitySource"]!.AsArray().Add(routeKey);
            }

            AuthorizerAnswer answer = Answer(function, document);
            if (answer.ErrorMessage is not null)
            {
                continue;
            }

            bool isAuthorized = (bool)JsonNode.Parse(answer.Json.Span)!["isAuthorized"]!;
            foreach (RandomRequest replayed in api.Requests)
            {
                AuthorizationDecision fresh = Decide(engine, replayed, token);
                if (fresh.RouteKey is not null && (!isKeyed || fresh.RouteKey == routeKey))
                {
                    Assert.True(
                        isAuthorized == fresh.IsAllowed,
                        $"{api}: {called} answered {isAuthorized} for {replayed}, which is {fresh.IsAllowed}");
                }
            }
        }
    }

    private static void Replay(RandomApi api, Func<AuthorizationDecision, string> routeKeyOf)
    {
        using FunctionUnderTest function = new(api.Routes, issuer: s_issuer);
        using ApiAuthorizer engine = Engine(api);
        string token = api.Token(s_issuer);
        AuthorizerEventKind kind = s_policyKinds[api.Random.Next(s_policyKinds.Length)];

        // What no route of the API takes, API Gateway refuses without asking.
        bool isProxy = routeKeyOf(default) is not null;
        RandomRequest[] requests = isProxy
            ? [.. RequestsToProxy(api, kind)]
            : [.. api.Requests.Where(request => Decide(engine, request, token).RouteKey is not null)];
        foreach (RandomRequest called in requests)
        {
            AuthorizationDecision decision = Decide(engine, called, token);
            AuthorizerAnswer answer = Answer(function, EventDocument.For(kind, routeKeyOf(decision), called.Method, called.Path, token));
            if (answer.ErrorType == "policy_too_wide")
            {
                // An error is not remembered, and no other path gets this one.
                Assert.True(called.Path.AsSpan().ContainsAny("*?$"), called.Path);
                continue;
            }

            if (answer.ErrorMessage is not null)
            {
                Assert.Equal((AuthorizerAnswer.UnauthorizedMessage, 401), (answer.ErrorMessage, decision.StatusCode));
                continue;
            }

            JsonObject policy = JsonNode.Parse(answer.Json.Span)!.AsObject();
            bool isCalledOnly = ((string?)function.LogLine["warning"])?.Contains(
                "only the called method", StringComparison.Ordinal) == true;
            foreach (RandomRequest replayed in requests)
            {
                bool isFresh = Decide(engine, replayed, token).IsAllowed;
                bool isReplayed = IamPolicy.Allows(policy, EventDocument.StageArn + replayed.Method + replayed.Path);
                Assert.True(isFresh || !isReplayed, $"{api}: after {called}, {replayed} is allowed by {policy.ToJsonString()}");
                Assert.True(
                    isReplayed || !isFresh || isCalledOnly, $"{api}: after {called}, {replayed} is refused by {policy.ToJsonString()}");
            }
        }
    }

    // The proxy route takes all but the root, also what the definition does not name. An event of type TOKEN does not show that:
    // docs/lambda-result-caching.md wants every route named.
    private static IEnumerable<RandomRequest> RequestsToProxy(RandomApi api, AuthorizerEventKind kind) => api.Requests
        .Concat(kind == AuthorizerEventKind.RestToken ? [] : api.StrayRequests)
        .Where(request => request.Path != "/");

    private static ApiAuthorizer Engine(RandomApi api) => new(
        FunctionUnderTest.Define(s_issuer, api.Routes), new ApiAuthorizerOptions { KeyFetchHandler = s_issuer.CreateHandler() });

    private static AuthorizationDecision Decide(ApiAuthorizer engine, RandomRequest request, string token)
    {
        ValueTask<AuthorizationDecision> decision = engine.AuthorizeAsync(
            new AuthorizationRequest(request.Method, request.Path, HeaderSource.Authorization("Bearer " + token)));
        return decision.AsTask().GetAwaiter().GetResult();
    }

    private static AuthorizerAnswer Answer(FunctionUnderTest function, EventDocument document) =>
        function.AnswerAsync(document).GetAwaiter().GetResult();
}
