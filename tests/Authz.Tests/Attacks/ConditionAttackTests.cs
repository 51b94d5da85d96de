using System.Text.Json.Nodes;
using Authz.Tests.Conditions;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Attacks;

/// <summary>Tokens and requests that are made so that a condition reads what nobody wrote.</summary>
public sealed class ConditionAttackTests
{
    private static readonly string[] s_orders = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

    [Theory]
    [InlineData("StringEquals")]
    [InlineData("StringNotEquals")]
    [InlineData("StringNotEqualsIfExists")]
    public void Rejects_ARepeatedHeader(string name)
    {
        using ConditionApi api = new($$$"""{"{{{name}}}":{"request:header.X-Plan":"gold"}}""");
        AuthorizationRequest request = ConditionApi.Request(ConditionApi.Token("{}"));
        HeaderSource token = request.Headers;
        HeaderSource repeated = new(token, (_, header) =>
            header.Equals("X-Plan", StringComparison.OrdinalIgnoreCase) ? HeaderValue.Repeated : token.Find(header));

        Assert.False(api.Holds(request with { Headers = repeated }));
    }

    [Theory]
    [InlineData("X_Plan")]
    [InlineData("x-plan_")]
    public void Rejects_AHeader_InASpellingThatABackendMayTakeForIt(string spelling)
    {
        using ConditionApi api = new("""{"StringNotEqualsIfExists":{"request:header.X-Plan":"free"}}""");
        bool isAlike = HeaderSource.AreAlike("X-Plan", spelling);

        Assert.Equal(!isAlike, api.Holds(ConditionApi.Request(ConditionApi.Token("{}"), ConditionApi.Target, (spelling, "free"))));
    }

    [Theory]
    [InlineData("a/b", "/tenants/a%2Fb", true)]
    [InlineData("a%2Fb", "/tenants/a%2Fb", false)]
    [InlineData("a", "/tenants/a%2Fb", false)]
    [InlineData("b", "/tenants/a%2Fb", false)]
    public void Compares_AnEncodedSlash_DecodedOnce_WhereTheRouteAllowsIt(string tenant, string target, bool holds)
    {
        RouteDefinition route = new()
        {
            Authorizer = "idp",
            AllowEncodedSlash = true,
            Condition = [new(new ConditionTerm("StringEquals", "claims:tenant", "${request:path.tenant}"))],
        };
        using ConditionApi any = new(condition: null);
        using ApiAuthorizer authorizer = new(
            any.Definition with { Routes = new Dictionary<string, RouteDefinition> { ["GET /tenants/{tenant}"] = route } },
            new ApiAuthorizerOptions { TimeProvider = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now)) });
        AuthorizationDecision decision = authorizer.Authorize(
            ConditionApi.Request(ConditionApi.Token(new JsonObject { ["tenant"] = tenant }.ToJsonString()), target));

        Assert.Equal(holds ? null : RefusalReason.ConditionUnmet, decision.Reason);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("1e10000000000")]
    [InlineData("١")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1 ")]
    public void Finds_NoNumber_InText(string text)
    {
        foreach (string order in s_orders)
        {
            using ConditionApi api = new($$$"""{"Numeric{{{order}}}":{"request:header.X-Count":"1"}}""");

            Assert.False(api.Holds(ConditionApi.Request(ConditionApi.Token("{}"), ConditionApi.Target, ("X-Count", text))), order);
        }
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59.999999999Z", true)]
    [InlineData("9999-12-31T23:59:59-00:01", false)]
    [InlineData("10000-01-01T00:00:00Z", false)]
    [InlineData("0001-01-01T00:00:00Z", true)]
    [InlineData("0000-12-31T23:59:59Z", false)]
    [InlineData("2026-01-01T24:00:00Z", false)]
    [InlineData("2026-01-01T00:00:00", false)]
    [InlineData("2026-01-01T00:00:00+24:00", false)]
    public void Finds_NoDate_BeyondTheYears(string text, bool isDate)
    {
        using ConditionApi at = new("""{"DateGreaterThanEquals":{"claims:x":"0"}}""");
        using ConditionApi before = new("""{"DateLessThan":{"claims:x":"0"}}""");
        string claims = new JsonObject { ["x"] = text }.ToJsonString();

        Assert.Equal(isDate, at.Holds(claims) || before.Holds(claims));
    }

    [Theory]
    [InlineData("admin", "admın")]
    [InlineData("admin", "аdmin")]
    [InlineData("admin", "ADMİN")]
    [InlineData("admin", "admin\\u0000")]
    [InlineData("admin", "admin\\u200b")]
    [InlineData("admin", "ａdmin")]
    [InlineData("é", "e\\u0301")]
    [InlineData("ss", "ß")]
    public void Rejects_LookAlikes(string value, string claim)
    {
        foreach (string name in (string[])["StringEquals", "StringEqualsIgnoreCase", "StringLike"])
        {
            using ConditionApi api = new($$$"""{"{{{name}}}":{"claims:role":"{{{value}}}"}}""");

            Assert.False(api.Holds($$"""{"role":"{{claim}}"}"""), name);
        }
    }

    [Fact]
    public void Judges_TenThousandValues()
    {
        const int Count = 10_000;
        TestApi Start(string name, string[] literals) => new(
            authorizer: idp => idp with { MaximumTokenLength = 32_768 },
            route: route => route with { Condition = [new(new ConditionTerm(name, "claims:x", literals))] },
            rememberedTokenBytes: 1 << 20);
        using TestApi all = Start("ForAllValues:NumericEquals", ["1"]);
        using TestApi none = Start("ForAnyValue:NumericEquals", [.. Enumerable.Range(2, 256).Select(number => $"{number}")]);
        string token = ConditionApi.Token($$"""{"x":[{{string.Join(',', Enumerable.Repeat(1, Count))}}]}""");
        AuthorizationRequest request = TestApi.Request(token);

        Assert.True(all.Authorizer.Authorize(request).IsAllowed);
        Assert.Equal(RefusalReason.ConditionUnmet, none.Authorizer.Authorize(request).Reason);
    }

    [Fact]
    public void Matches_APatternOfManyWildcards_InTimeThatItsLengthBounds()
    {
        // Backtracking would take longer than anybody waits.
        string pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "*b";
        using ConditionApi api = new($$$"""{"StringLike":{"claims:x":"{{{pattern}}}"}}""");

        Assert.False(api.Holds($$"""{"x":"{{new string('a', 5_000)}}"}"""));
    }
}
