using System.Text;
using Authz.Keys.Reading;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Tests.Keys.Reading;

public sealed class JwkMemberReaderTests
{
    private static readonly string[] s_optional = ["use", "alg", "kid", "crv", "x", "y", "n", "e", "x5t", "x5t#S256", "key_ops"];
    private static readonly string[] s_private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    public static IEnumerable<object[]> AbsentMembers() =>
        from name in s_optional.Concat(s_private) from value in (string[])["null", "\"\"", "[]"] select new object[] { name, value };

    public static IEnumerable<object[]> MembersOfAWrongType() =>
        from name in s_optional from value in (string[])["0", "true", "{}", "[1]", "[\"a\",1]"] select new object[] { name, value };

    public static IEnumerable<object[]> PrivateMembers() =>
        from name in s_private from value in (string[])["0", "\"a\"", "{}", "[0]", "[\"\"]", "false"] select new object[] { name, value };

    [Fact]
    public void Reads_TheMembers()
    {
        JsonWebKey jwk = Accept(
            """{"kty":"RSA","use":"sig","alg":"RS256","kid":"\u0061","n":"N","e":"E","x5t":"t","x5t#S256":"T","key_ops":["verify"],"x5c":5}""");

        Assert.Equal(("RSA", "sig", "RS256", "a", "N", "E", "t", "T"), (jwk.Kty, jwk.Use, jwk.Alg, jwk.Kid, jwk.N, jwk.E, jwk.X5t, jwk.X5tS256));
        Assert.Equal(["verify"], jwk.KeyOps);
    }

    [Theory]
    [MemberData(nameof(AbsentMembers))]
    public void Takes_NullAndEmpty_ForAbsence(string name, string value)
    {
        JsonWebKey jwk = Accept($$"""{"kty":"EC","{{name}}":{{value}}}""");

        Assert.Equal("EC", jwk.Kty);
        Assert.Empty(jwk.KeyOps);
    }

    [Theory]
    [MemberData(nameof(MembersOfAWrongType))]
    public void Rejects_AMemberOfAWrongType_AndNamesIt(string name, string value) =>
        Assert.Contains(name, Reject($$"""{"kty":"EC","{{name}}":{{value}}}"""), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(PrivateMembers))]
    public void Rejects_APrivateMember(string name, string value) => Assert.Equal(
        $"it publishes the secret member {name}. Withdraw this key: its secret is known.", Reject($$"""{"kty":"EC","{{name}}":{{value}}}"""));

    // The issuer narrows what a key is for: an empty one is not the same as none.
    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""["https://issuer.example"]""")]
    public void Rejects_AnIssuerThatIsNoString(string value) =>
        Assert.Equal("its member issuer must be a string and spelled exactly so.", Reject($$"""{"issuer":{{value}}}"""));

    [Theory]
    [InlineData("KID")]
    [InlineData("Issuer")]
    [InlineData("X5T")]
    [InlineData("x5t#s256")]
    public void Rejects_ANameInAnotherCase(string name) =>
        Assert.Contains("spelled exactly so", Reject($$"""{"kty":"EC","{{name}}":"a"}"""), StringComparison.Ordinal);

    [Fact]
    public void Reads_TheName_OfAKeyThatIsNotUsed()
    {
        Assert.NotNull(JwkMemberReader.Read("""{"alg":5,"kid":"a"}"""u8, out JsonWebKey jwk));
        Assert.Equal("a", jwk.Kid);
    }

    [Theory]
    [InlineData("", "it is not a JSON object.")]
    [InlineData("[]", "it is not a JSON object.")]
    [InlineData("""{"kty":"EC"} 1""", "it is not JSON with exactly one reading.")]
    [InlineData("""{"kty":"EC"}{}""", "it is not JSON with exactly one reading.")]
    [InlineData("""{"kty":"EC" """, "it is not JSON with exactly one reading.")]
    [InlineData("""{"kty":"EC","kty":"EC"}""", "it is not JSON with exactly one reading.")]
    public void Rejects_TextThatIsNotOneObject(string json, string fault) => Assert.Equal(fault, Reject(json));

    private static JsonWebKey Accept(string json)
    {
        Assert.Null(JwkMemberReader.Read(Encoding.UTF8.GetBytes(json), out JsonWebKey jwk));
        return jwk;
    }

    private static string Reject(string json)
    {
        string? fault = JwkMemberReader.Read(Encoding.UTF8.GetBytes(json), out _);
        Assert.NotNull(fault);
        return fault;
    }
}
