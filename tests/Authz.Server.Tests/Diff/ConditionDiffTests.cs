using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Authz.Server.Diff;
using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Diff;

/// <summary>
/// Compares the verdict of a diff with samples: two definitions whose conditions differ, and requests that both decide.
/// <c>tests/diff.sh</c> draws ten thousand pairs.
/// </summary>
public sealed class ConditionDiffTests
{
    private const int Requests = 1_000;
    private const int TokensOfAPair = 40;
    private const long Now = 1_700_000_000;

    private static readonly string[] s_issuers = ["https://one.example", "https://two.example"];
    private static readonly SigningKey[] s_keys = [.. s_issuers.Select(issuer => SigningKey.Create("ES256", issuer))];
    private static readonly string?[] s_claims =
        [null, "null", "\"a\"", "\"b\"", "\"A\"", "\"ab\"", "\"\"", "[]", "[\"a\"]", "[\"a\",\"b\"]", "[\"A\",1]", "1", "2", "true", "\"10.1.2.3\"", "{}"];

    private static readonly IPAddress?[] s_addresses = [null, IPAddress.Parse("10.1.2.3"), IPAddress.Parse("10.2.0.1"), IPAddress.Parse("2001:db8::1")];
    private static readonly string?[] s_headers = [null, "a", "b", "1", "true", "10.1.2.3", ""];
    private static readonly string[] s_segments = [.. RandomCondition.Texts.Select(Uri.EscapeDataString), "1", "10.1.2.3"];
    private static readonly string[] s_tokens = [.. Enumerable.Range(0, 400).Select(seed => Token(new Random(seed)))];

    [Fact]
    public void NeverCalls_Stricter_WhatLetsARequestIn()
    {
        int pairs = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFF_PAIRS") ?? "100", CultureInfo.InvariantCulture);
        int seed = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFF_SEED") ?? "1", CultureInfo.InvariantCulture);
        int gaining = 0;
        int told = 0;
        for (int index = 0; index < pairs; index++)
        {
            Random random = new(unchecked((seed * 1_000_003) + index));
            ApiDefinition before = Create(random);
            ApiDefinition after = random.Next(4) == 0 ? Create(random) : Change(before, random);
            (string? gained, string? lost) = Sample(before, after, random);
            IReadOnlyList<AccessChange> changes = DefinitionDiff.Compare(before, after);
            string words = string.Join('\n', changes);
            Assert.True(gained is null || changes.Any(change => change.Kind.GrantsMore()), $"pair {index} gained {gained}\n{words}");
            Assert.True(lost is null || changes.Any(change => !change.Kind.GrantsMore()), $"pair {index} lost {lost}\n{words}");
            gaining += gained is null ? 0 : 1;
            told += changes.Any(change => change.Kind.GrantsMore()) ? 0 : 1;
        }

        Console.WriteLine($"{pairs} pairs: {gaining} let a sampled request in; {told} were told to let none in.");

        // Both are drawn often, and the verdict is not always the careful one.
        Assert.InRange(gaining, pairs / 10, pairs);
        Assert.InRange(told, pairs / 20, pairs);
    }

    private static (string? Gained, string? Lost) Sample(ApiDefinition before, ApiDefinition after, Random random)
    {
        using ApiAuthorizer old = Start(before);
        using ApiAuthorizer next = Start(after);
        string? gained = null;
        string? lost = null;
        string[] tokens = random.GetItems(s_tokens, TokensOfAPair);
        for (int count = 0; count < Requests; count++)
        {
            AuthorizationRequest request = Request(random, tokens);
            bool was = old.Authorize(request).IsAllowed;
            bool @is = next.Authorize(request).IsAllowed;
            gained ??= @is && !was ? Describe(request) : null;
            lost ??= was && !@is ? Describe(request) : null;
        }

        return (gained, lost);
    }

    private static string Describe(AuthorizationRequest request) =>
        $"{request.Target} from {request.SourceAddress} with h={request.Headers.Find("h").Value}: {request.Headers.Find("Authorization").Value}";

    private static AuthorizationRequest Request(Random random, string[] tokens)
    {
        Dictionary<string, string> headers = new() { ["Authorization"] = "Bearer " + Pick(random, tokens) };
        if (Pick(random, s_headers) is { } header)
        {
            headers["h"] = header;
        }

        return new AuthorizationRequest("GET", $"/{Pick(random, ["p", "q"])}/{Pick(random, s_segments)}", HeaderSource.From(headers))
        {
            SourceAddress = Pick(random, s_addresses),
        };
    }

    private static ApiDefinition Create(Random random) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition>
        {
            ["idp"] = new()
            {
                JwtConfiguration = [.. s_issuers.Select((issuer, index) => new JwtConfiguration
                {
                    Issuer = issuer,
                    Audience = ["api"],
                    Condition = random.Next(2) == 0 ? null : RandomCondition.Create(random, isOfIssuer: true),
                    Jwks = new JsonObject { ["keys"] = new JsonArray(s_keys[index].ToPublicJwk()) }.ToJsonString(),
                })],
            },
        },
        Routes = new Dictionary<string, RouteDefinition> { ["GET /p/{v}"] = Route(random), ["GET /q/{v}"] = Route(random) },
    };

    private static RouteDefinition Route(Random random) => new()
    {
        Authorizer = "idp",
        Condition = RandomCondition.Create(random, isOfIssuer: false),
        StepUp = RandomCondition.CreateStepUp(random),
    };

    private static ApiDefinition Change(ApiDefinition definition, Random random)
    {
        if (random.Next(4) == 0)
        {
            AuthorizerDefinition authorizer = definition.Authorizers["idp"];
            JwtConfiguration[] entries = [.. authorizer.JwtConfiguration];
            entries[0] = entries[0] with { Condition = RandomCondition.Change(entries[0].Condition, random, isOfIssuer: true) };
            return definition with
            {
                Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = authorizer with { JwtConfiguration = entries } },
            };
        }

        Dictionary<string, RouteDefinition> routes = new(definition.Routes);
        RouteDefinition route = routes["GET /p/{v}"];
        routes["GET /p/{v}"] = random.Next(5) == 0
            ? route with { StepUp = RandomCondition.CreateStepUp(random) }
            : route with { Condition = RandomCondition.Change(route.Condition, random, isOfIssuer: false) };
        return definition with { Routes = routes };
    }

    private static ApiAuthorizer Start(ApiDefinition definition)
    {
        ApiAuthorizer authorizer = new(definition, new ApiAuthorizerOptions
        {
            TimeProvider = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(Now)),
            SuppliesSourceAddress = true,
        });
        authorizer.WarmUpAsync().GetAwaiter().GetResult();
        return authorizer;
    }

    private static string Token(Random random)
    {
        int issuer = random.Next(2);
        TestToken token = new TestToken()
            .With("iss", s_issuers[issuer]).With("aud", "api").With("iat", Now - 600).With("exp", Now + 600)
            .With("n", new JsonObject { ["c"] = Value(random) });
        foreach (string name in (string[])["c", "d"])
        {
            if (Pick(random, s_claims) is { } json)
            {
                token = token.With(name, JsonNode.Parse(json));
            }
        }

        token = random.Next(3) == 0 ? token : token.With("acr", Pick(random, ["low", "high"]));
        token = random.Next(3) == 0 ? token : token.With("auth_time", Now - random.Next(200));
        return token.Sign(s_keys[issuer]);
    }

    private static JsonNode? Value(Random random) => Pick(random, s_claims) is { } json ? JsonNode.Parse(json) : null;

    private static T Pick<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
