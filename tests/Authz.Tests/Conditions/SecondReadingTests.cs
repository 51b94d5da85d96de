using System.Globalization;
using System.Text;
using System.Text.Json;
using Authz.Conditions;
using Authz.Json;
using Authz.Targets;
using Authz.Tokens;
using FsCheck;
using FsCheck.Xunit;

namespace Authz.Tests.Conditions;

/// <summary>
/// Drawn conditions, tokens and requests, judged by the engine and by <see cref="IamReading"/>. <c>tests/conditions.sh</c> draws a million.
/// </summary>
public sealed class SecondReadingTests
{
    [Property(MaxTest = 2_000)]
    public void Judges_AsTheSecondReading(DoNotSize<int> seed) => Compare(seed.Item);

    [Fact]
    public void Judges_AsTheSecondReading_AsOftenAsAsked()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_CONDITIONS") ?? "2000", CultureInfo.InvariantCulture);
        int seed = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_CONDITION_SEED") ?? "1", CultureInfo.InvariantCulture);
        int held = 0;
        for (int index = 0; index < count; index++)
        {
            held += Compare(unchecked((seed * 1_000_003) + index)) ? 1 : 0;
        }

        // Both verdicts are drawn often.
        Assert.InRange(held, count / 20, count - (count / 20));
    }

    private static bool Compare(int seed)
    {
        GeneratedCondition drawn = new(seed);
        using JsonDocument document = JsonDocument.Parse(drawn.Json);
        bool expected = IamReading.Holds(drawn.Condition, key => ValueOf(key, document.RootElement, drawn.Header));
        bool actual = Judge(drawn);
        Assert.True(expected == actual, $"seed {seed}: {actual} instead of {expected}: {drawn}");
        return actual;
    }

    private static OracleValue ValueOf(string key, JsonElement claims, string? header)
    {
        if (key == "request:header.h")
        {
            return header switch
            {
                null => new OracleValue { IsMissing = true },
                "" => new OracleValue { IsUnknown = true },
                _ => OracleValue.OfRequest(header),
            };
        }

        string name = key["claims:".Length..];
        JsonElement found = claims;
        foreach (string step in name.StartsWith('/') ? name[1..].Split('/') : [name])
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found))
            {
                return OracleValue.Of(null);
            }
        }

        return OracleValue.Of(found);
    }

    // As a decision does after the signature.
    private static bool Judge(GeneratedCondition drawn)
    {
        RouteDefinition route = new() { Condition = drawn.Condition };
        ConditionClaims claims = ConditionClaims.Of(new AuthorizerDefinition { JwtConfiguration = [] }, [route]);
        CompiledCondition condition = new ConditionCompiler(claims).Compile(drawn.Condition, RouteKey.Parse("GET /a"))!;
        ClaimSlot[] noted = new ClaimSlot[claims.Plan.Count];
        bool isRead = TokenPayloadReader.TryRead(
            Encoding.UTF8.GetBytes(drawn.Json), new ulong[JsonNameScopes.MaximumNames], claims.Plan, noted, out UnverifiedPayload payload, out _);
        Assert.True(isRead, drawn.ToString());
        VerifiedPayload verified = payload.AfterSignature();
        AuthorizationRequest request = new("GET", "/a", HeaderSource.From(
            drawn.Header is { } header ? new Dictionary<string, string> { ["h"] = header } : []));
        CanonicalTarget.TryRead(request.Target, out RequestTarget target);
        return condition.IsMetBy(new ConditionSubject(request, target, verified.Times, TestApi.Now)
        {
            Payload = verified.Text,
            Claims = verified.Noted,
            Algorithm = JwsAlgorithm.RS256,
        });
    }
}
