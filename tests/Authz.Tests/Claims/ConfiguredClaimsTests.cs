using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Claims;

/// <summary>Claims other than AWS's that hold audience and scopes.</summary>
public sealed class ConfiguredClaimsTests
{
    private static readonly SigningKey s_key = TestKeys.For("ES256");

    // Keycloak, Cognito, Auth0, Okta.
    [Theory]
    [InlineData("/realm_access/roles", """{"realm_access":{"roles":["admin","x"]}}""")]
    [InlineData("cognito:groups", """{"cognito:groups":["admin"]}""")]
    [InlineData("permissions", """{"permissions":["admin"]}""")]
    [InlineData("role", """{"role":"admin"}""")]
    [InlineData("scope", """{"scope":"x admin"}""")]
    [InlineData("scp", """{"scp":["admin"]}""")]
    public async Task Accepts_AScope_FromTheClaimThatHoldsIt(string claim, string claims)
    {
        using var api = Scoped([claim]);
        Assert.Null(await api.ReasonAsync(Token(claims)));
        Assert.Null(await api.ReasonAsync(Token(claims)));

        using var remembering = Scoped([claim], rememberedTokenBytes: 1 << 20);
        string token = Token(claims);
        Assert.Null(await remembering.ReasonAsync(token));
        AuthorizationDecision remembered = await remembering.DecideAsync(token);
        Assert.Contains("admin", remembered.Token!.Scopes);
        Assert.True(remembered.Token.HasScope("admin"));
    }

    [Theory]
    [InlineData("permissions", """{"scope":"admin"}""", "another claim")]
    [InlineData("permissions", """{"permissions":"x admin"}""", "a text is one scope")]
    [InlineData("permissions", """{"permissions":["x admin"]}""", "an element is one scope")]
    [InlineData("scope", """{"scope":["x admin"]}""", "an element is one scope")]
    [InlineData("/scope", """{"scope":"x admin"}""", "a pointer is another claim than scope")]
    [InlineData("permissions", """{"permissions":[]}""", "none")]
    [InlineData("permissions", "{}", "absent")]
    [InlineData("/a/b", """{"a":"admin"}""", "a pointer into a text")]
    [InlineData("/a/0", """{"a":["admin"]}""", "a pointer into a list")]
    public async Task Rejects_AScope_FromAnythingElse(string claim, string claims, string description)
    {
        using var api = Scoped([claim]);
        Assert.Equal((description, RefusalReason.ScopeMissing), (description, await api.ReasonAsync(Token(claims))));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("""{"admin":"admin"}""")]
    [InlineData("""["admin",1]""")]
    public async Task Rejects_AScopeClaimOfAnotherType_AsMalformed(string value)
    {
        using var api = Scoped(["permissions", "scope"]);
        Assert.Equal(
            RefusalReason.ClaimMalformed, await api.ReasonAsync(Token($$"""{"permissions":{{value}},"scope":"admin"}""")));
    }

    [Fact]
    public async Task Decides_ByTheFirstScopeClaimThatIsPresent()
    {
        using var api = Scoped(["permissions", "scope"]);

        Assert.Null(await api.ReasonAsync(Token("""{"permissions":["admin"],"scope":"x"}""")));
        Assert.Null(await api.ReasonAsync(Token("""{"scope":"admin"}""")));
        Assert.Equal(RefusalReason.ScopeMissing, await api.ReasonAsync(Token("""{"permissions":["x"],"scope":"admin"}""")));
        Assert.Equal(RefusalReason.ScopeMissing, await api.ReasonAsync(Token("""{"permissions":[],"scope":"admin"}""")));
    }

    // Clerk and Okta name the client in azp and cid.
    [Fact]
    public async Task Decides_ByTheFirstAudienceClaimThatIsPresent()
    {
        using var api = new TestApi(configure: entry => entry with { AudienceClaims = ["aud", "azp"] });

        Assert.Null(await api.ReasonAsync(Token("""{"aud":"pets-api","azp":"x"}""")));
        Assert.Null(await api.ReasonAsync(Token("""{"azp":"pets-api"}""")));
        Assert.Equal(RefusalReason.AudienceMismatch, await api.ReasonAsync(Token("""{"aud":"x","azp":"pets-api"}""")));
        Assert.Equal(RefusalReason.ClaimMissing, await api.ReasonAsync(Token("""{"client_id":"pets-api"}""")));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""["pets-api",""]""")]
    [InlineData("""["pets-api",1]""")]
    public async Task Rejects_AnAudienceClaimOfAnotherType_EvenIfTheNextOneFits(string value)
    {
        using var api = new TestApi(configure: entry => entry with { AudienceClaims = ["azp", "aud"] });

        Assert.Equal(RefusalReason.ClaimMalformed, await api.ReasonAsync(Token($$"""{"azp":{{value}},"aud":"pets-api"}""")));
    }

    private static TestApi Scoped(string[] claims, long rememberedTokenBytes = 0) => new(
        configure: entry => entry with { ScopeClaims = claims },
        route: route => route with { AuthorizationScopes = ["admin"] },
        rememberedTokenBytes: rememberedTokenBytes);

    private static string Token(string claims)
    {
        JsonObject payload = JsonNode.Parse(claims)!.AsObject();
        TestToken token = TestApi.Token();
        bool hasAudience = payload.ContainsKey("aud") || payload.ContainsKey("azp") || payload.ContainsKey("client_id") || payload.Count == 0;
        token = hasAudience ? token.Without("aud") : token;
        token = payload.Count == 0 ? token.With("aud", TestApi.Audience) : token;
        return payload.Aggregate(token, (draft, claim) => draft.With(claim.Key, claim.Value?.DeepClone())).Sign(s_key);
    }
}
