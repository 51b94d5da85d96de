using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>How a token may name its key, and what it cannot reach by that.</summary>
public sealed class KeyNamingTests
{
    private const string Sha256 = "jJ6ZkR3vQm5Tz0yGg3mYyF1P9Xw2e7bH4nVqLkT8uAo";
    private const string Sha1 = "UtTPEBr3kYVwGsjxPKRZ5kmwJxI";

    private static readonly SigningKey s_key = TestKeys.For("ES256");
    private static readonly SigningKey s_other = TestKeys.For("ES256", another: 1);
    private static readonly SigningKey s_third = TestKeys.For("ES256", another: 2);

    [Theory]
    [InlineData("x5t", Sha1)]
    [InlineData("x5t#S256", Sha256)]
    public async Task Accepts_AThumbprint_OfTheKeysOwnMember(string member, string thumbprint)
    {
        using var api = new TestApi(Set(Key(s_other, kid: "b"), Key(s_key, kid: "a", (member, thumbprint))));

        Assert.Null(await api.ReasonAsync(Token(s_key, (member, thumbprint))));
        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(Token(s_other, (member, thumbprint))));
        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(Token(s_key, (member, thumbprint.ToLowerInvariant()))));
    }

    // AD FS writes the thumbprint as kid.
    [Theory]
    [InlineData("x5t")]
    [InlineData("x5t#S256")]
    public async Task Accepts_AThumbprint_ThatIsTheKeysKid(string member)
    {
        using var api = new TestApi(Set(Key(s_key, kid: Sha1)));

        Assert.Null(await api.ReasonAsync(Token(s_key, (member, Sha1))));
    }

    [Theory]
    [InlineData("x5t", "x5t#S256")]
    [InlineData("x5t#S256", "x5t")]
    public async Task Rejects_AThumbprint_UnderTheOtherName(string published, string sent)
    {
        using var api = new TestApi(Set(Key(s_key, kid: "a", (published, Sha1))));

        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(Token(s_key, (sent, Sha1))));
    }

    [Fact]
    public async Task Decides_ByTheStrongerHash_WhenBothAreThere()
    {
        using var api = new TestApi(Set(Key(s_key, null, ("x5t#S256", Sha256)), Key(s_other, null, ("x5t", Sha1))));

        Assert.Null(await api.ReasonAsync(Token(s_key, ("x5t", Sha1), ("x5t#S256", Sha256))));
        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(Token(s_other, ("x5t", Sha1), ("x5t#S256", Sha256))));
        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(Token(s_other, ("x5t", Sha1), ("x5t#S256", "unknown"))));
    }

    [Theory]
    [InlineData("x5t")]
    [InlineData("x5t#S256")]
    public async Task Decides_ByTheKidAlone_WhenThereIsOne(string member)
    {
        using var api = new TestApi(Set(Key(s_key, kid: "a", (member, Sha1)), Key(s_other, kid: "b")));

        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(Token(s_key, ("kid", "unknown"), (member, Sha1))));
        Assert.Null(await api.ReasonAsync(Token(s_other, ("kid", "b"), (member, Sha1))));
        Assert.Null(await api.ReasonAsync(Token(s_other, ("kid", "b"), (member, ""))));
    }

    [Fact]
    public async Task Rejects_ATokenWithKid_UnderAKeyWithoutOne()
    {
        using var api = new TestApi(
            Set(Key(s_key, kid: null), Key(TestKeys.For("ES384"), kid: "c")), configure: entry => entry with { KidRequired = false });

        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(Token(s_key, ("kid", "a"))));
        Assert.Null(await api.ReasonAsync(Token(s_key)));
    }

    [Fact]
    public async Task Tries_TwoKeysOfOneThumbprint_AndNoneOfThree()
    {
        using var two = new TestApi(Set(Key(s_key, "a", ("x5t", Sha1)), Key(s_other, "b", ("x5t", Sha1))));
        Assert.Null(await two.ReasonAsync(Token(s_key, ("x5t", Sha1))));
        Assert.Null(await two.ReasonAsync(Token(s_other, ("x5t", Sha1))));
        Assert.Equal(RefusalReason.SignatureInvalid, await two.ReasonAsync(Token(s_third, ("x5t", Sha1))));

        using var three = new TestApi(Set(Key(s_key, "a", ("x5t", Sha1)), Key(s_other, "b", ("x5t", Sha1)), Key(s_third, Sha1)));
        Assert.Equal(RefusalReason.KeyUnknown, await three.ReasonAsync(Token(s_key, ("x5t", Sha1))));
    }

    [Fact]
    public async Task Rejects_ATokenThatNamesNoKey_UnlessTheDefinitionAllowsIt()
    {
        JsonObject set = Set(Key(s_key, kid: "a"), Key(TestKeys.For("ES384"), kid: "c"));
        using var strict = new TestApi(set);
        using var lenient = new TestApi(set, configure: entry => entry with { KidRequired = false });

        Assert.Equal(RefusalReason.TokenMalformed, await strict.ReasonAsync(Token(s_key)));
        Assert.Null(await lenient.ReasonAsync(Token(s_key)));
        Assert.Equal(RefusalReason.SignatureInvalid, await lenient.ReasonAsync(Token(s_other)));
    }

    [Fact]
    public async Task Guesses_NoKey_WhenTwoFit()
    {
        using var api = new TestApi(Set(Key(s_key, "a"), Key(s_other, kid: null)), configure: entry => entry with { KidRequired = false });

        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(Token(s_key)));
        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(Token(TestKeys.For("ES384"))));
    }

    [Theory]
    [InlineData("kid")]
    [InlineData("x5t")]
    [InlineData("x5t#S256")]
    public async Task Rejects_AnEmptyName_AsMalformed(string member)
    {
        using var api = new TestApi(Set(Key(s_key, kid: null)), configure: entry => entry with { KidRequired = false });

        Assert.Equal(RefusalReason.TokenMalformed, await api.ReasonAsync(Token(s_key, (member, ""))));
        Assert.Equal(RefusalReason.TokenMalformed, await api.ReasonAsync(Token(s_key, (member, null))));
        Assert.Equal(RefusalReason.TokenMalformed, await api.ReasonAsync(Token(s_key, (member, 5))));
    }

    [Fact]
    public async Task Rejects_TokensWithoutKid_AsTheServiceDoes()
    {
        SigningKey rsa = TestKeys.For("RS256");
        using var api = new TestApi(Set(Key(rsa, "a", ("x5t", Sha1))), CompatibilityMode.Aws);

        Assert.Equal(RefusalReason.TokenMalformed, await api.ReasonAsync(Token(rsa, ("x5t", Sha1))));
        Assert.Null(await api.ReasonAsync(Token(rsa, ("kid", "a"), ("x5t", Sha1))));
    }

    // A key that names its issuer verifies no other issuer's tokens, whoever publishes it.
    [Theory]
    [InlineData(TestApi.Issuer, null)]
    [InlineData("https://{tenantid}", RefusalReason.KeyUnknown)]
    [InlineData("https://{tenantid}.example", RefusalReason.KeyUnknown)]
    [InlineData("https://other.example", RefusalReason.KeyUnknown)]
    [InlineData(TestApi.Issuer + "/", RefusalReason.KeyUnknown)]
    [InlineData("{tenantid}", RefusalReason.KeyUnknown)]
    [InlineData("https://other.example/{tenantid}", RefusalReason.KeyUnknown)]
    [InlineData("", RefusalReason.KeyUnknown)]
    public async Task Binds_AKey_ToItsIssuer(string issuer, RefusalReason? expected)
    {
        using var api = new TestApi(Set(Key(s_key, kid: "a", ("issuer", issuer)), Key(TestKeys.For("ES384"), kid: "c")));

        Assert.Equal(expected, await api.ReasonAsync(Token(s_key, ("kid", "a"))));
    }

    // A placeholder stands for one whole segment of the path, also where the definition names one tenant's issuer.
    [Theory]
    [InlineData("https://login.example/{tenantid}/v2.0", null)]
    [InlineData("https://login.example/t1/{tenantid}", null)]
    [InlineData("https://{tenantid}/t1/v2.0", RefusalReason.KeyUnknown)]
    [InlineData("https://login.example/t{tenantid}/v2.0", RefusalReason.KeyUnknown)]
    [InlineData("https://login.example/{tenantid}1/v2.0", RefusalReason.KeyUnknown)]
    [InlineData("https://login.example/{tenantid}", RefusalReason.KeyUnknown)]
    [InlineData("{tenantid}/v2.0", RefusalReason.KeyUnknown)]
    public async Task Binds_AKey_ToATemplateOfItsIssuer(string issuer, RefusalReason? expected)
    {
        const string Issuer = "https://login.example/t1/v2.0";
        using var api = new TestApi(
            Set(Key(s_key, kid: "ES256", ("issuer", issuer)), Key(TestKeys.For("ES384"), kid: "c")),
            configure: entry => entry with { Issuer = Issuer });

        Assert.Equal(expected, await api.ReasonAsync(TestApi.Token().With("iss", Issuer).Sign(s_key)));
    }

    private static string Token(SigningKey key, params (string Name, JsonNode? Value)[] header)
    {
        JsonObject members = new() { ["alg"] = key.Algorithm };
        foreach ((string name, JsonNode? value) in header)
        {
            members[name] = value;
        }

        return CompactJws.Sign(members.ToJsonString(), Forged.ValidPayload, key);
    }

    private static JsonObject Set(params JsonNode[] keys) => new() { ["keys"] = new JsonArray(keys) };

    private static JsonObject Key(SigningKey key, string? kid, params (string Name, string Value)[] members)
    {
        JsonObject jwk = key.ToPublicJwk();
        jwk["kid"] = kid;
        foreach ((string name, string value) in members)
        {
            jwk[name] = value;
        }

        return jwk;
    }
}
