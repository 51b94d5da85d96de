using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys;
using Authz.Keys.Reading;
using Authz.Testing;
using Authz.Tests.Attacks;
using Authz.Tests.Signatures;

namespace Authz.Tests.Rfc;

/// <summary>RFC 7518, JSON Web Algorithms; RFC 8812 and RFC 9864 on algorithms that are not accepted.</summary>
public sealed class Rfc7518Tests
{
    public static TheoryData<string> Algorithms() => [.. SigningKey.SupportedAlgorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Section3_1_EachAsymmetricAlgorithmIsVerified(string algorithm)
    {
        using var api = new TestApi();
        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For(algorithm))));
        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For(algorithm, another: 1))));
    }

    [Theory]
    [InlineData("RFC 7518 3.6", "none")]
    [InlineData("RFC 7518 3.2", "HS256")]
    [InlineData("RFC 7518 3.2", "HS384")]
    [InlineData("RFC 7518 3.2", "HS512")]
    [InlineData("RFC 7518 4.2", "RSA1_5")]
    [InlineData("RFC 7518 4.4", "A128KW")]
    [InlineData("RFC 8812 3.2", "ES256K")]
    [InlineData("RFC 9864 2.2", "Ed448")]
    [InlineData("RFC 9864 2.1, of COSE only", "ESP256")]
    public async Task Section3_1_NoOtherAlgorithmIsAccepted(string section, string algorithm)
    {
        using var api = new TestApi();
        string token = Forged.SignHeader($$"""{"alg":"{{algorithm}}","kid":"ES256"}""");
        Assert.Equal((section, RefusalReason.AlgorithmNotAllowed), (section, await api.ReasonAsync(token)));
    }

    [Theory]
    [InlineData("3.3", "RS256", 128)]
    [InlineData("3.3", "RS256", 255)]
    [InlineData("3.5", "PS256", 255)]
    public async Task Section3_3And3_5_RsaKeysHave2048BitsOrMore(string section, string algorithm, int keyBytes)
    {
        JsonObject key = TestKeys.For(algorithm).ToPublicJwk();
        byte[] modulus = Base64Url.DecodeFromChars(key["n"]!.ToString());
        key["n"] = Base64Url.EncodeToString(modulus.AsSpan(0, keyBytes - 1).ToArray().Append((byte)0xF1).ToArray());
        using var api = new TestApi(new JsonObject { ["keys"] = new JsonArray(key, TestKeys.For("ES256").ToPublicJwk()) });

        string token = TestApi.Token().Sign(TestKeys.For(algorithm));
        Assert.Equal((section, RefusalReason.KeyUnknown), (section, await api.ReasonAsync(token)));
    }

    // RFC 8017 sections 8.1.2 and 8.2.2, step 1.
    [Theory]
    [InlineData("3.3", "RS256")]
    [InlineData("3.5", "PS256")]
    public async Task Section3_3And3_5_RsaSignaturesAreAsLongAsTheirKey(string section, string algorithm)
    {
        using var api = new TestApi();
        string token = TestApi.Token().Sign(TestKeys.For(algorithm));
        byte[] signature = Base64Url.DecodeFromChars(token.Split('.')[2]);

        Assert.Equal(256, signature.Length);
        await RfcCase.AssertAllAsync(api,
        [
            new(section, "as it was made", token, null),
            Replaced("a byte in front", [0, .. signature]), Replaced("a byte behind", [.. signature, 0]),
            Replaced("the first byte cut off", signature[1..]), Replaced("the last byte cut off", signature[..^1]),
        ]);

        RfcCase Replaced(string description, byte[] other) =>
            new(section, description, CompactJws.ReplaceSignature(token, other), RefusalReason.SignatureInvalid);
    }

    // With section 3.5 the salt has the hash's length; RFC 8017 section 9.2 has one encoding of the digest.
    [Theory]
    [InlineData("3.3", "RS256")]
    [InlineData("3.5", "PS256")]
    public async Task Section3_3And3_5_ThePaddingHasOneForm(string section, string algorithm)
    {
        using var api = new TestApi(RsaPaddings.KeySet);
        await RfcCase.AssertAllAsync(
            api, RsaPaddings.Of(algorithm).Select(row => new RfcCase(section, row.Description, row.Token, row.Expected)));
    }

    [Theory]
    [InlineData("ES256", 64)]
    [InlineData("ES384", 96)]
    [InlineData("ES512", 132)]
    public async Task Section3_4_EcdsaSignaturesAreTwoNumbersOfFullSize(string algorithm, int length)
    {
        using var api = new TestApi();
        string token = TestApi.Token().Sign(TestKeys.For(algorithm));
        byte[] signature = Base64Url.DecodeFromChars(token.Split('.')[2]);

        Assert.Equal(length, signature.Length);
        foreach (int other in new[] { length - 1, length + 1, length / 2, 0x48 })
        {
            Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(CompactJws.ReplaceSignature(token, new byte[other])));
        }
    }

    [Theory]
    [InlineData("ES256", "ES384")]
    [InlineData("ES256", "ES512")]
    [InlineData("ES384", "ES256")]
    [InlineData("ES512", "ES384")]
    public async Task Section3_4_EachAlgorithmBelongsToOneCurve(string algorithm, string otherCurve)
    {
        using var api = new TestApi();
        string header = $$"""{"alg":"{{algorithm}}","kid":"{{otherCurve}}"}""";
        Assert.Equal(
            RefusalReason.AlgorithmNotAllowed,
            await api.ReasonAsync(CompactJws.Sign(header, Forged.ValidPayload, TestKeys.For(otherCurve))));
    }

    [Theory]
    [InlineData("1", "AQ", false)]
    [InlineData("2", "Ag", false)]
    [InlineData("3", "Aw", true)]
    [InlineData("65536", "AQAA", false)]
    [InlineData("65537", "AQAB", true)]
    [InlineData("2^32 - 1", "_____w", true)]
    [InlineData("2^32 + 1", "AQAAAAE", false)]
    public void Section6_3_1_2_TheExponentIsOdd_AtLeast3_AndBelow2To32(string number, string exponent, bool isUsed)
    {
        JsonObject key = TestKeys.For("RS256").ToPublicJwk();
        key["e"] = exponent;
        Assert.Equal((number, isUsed), (number, IsUsed(key)));
    }

    [Theory]
    [InlineData("ES256", "P-256", true)]
    [InlineData("ES256", "P-384", false)]
    [InlineData("ES256", "secp256k1", false)]
    [InlineData("ES384", "P-384", true)]
    [InlineData("ES512", "P-521", true)]
    public void Section6_2_1_1_ThePointIsOfItsCurve(string algorithm, string curve, bool isUsed)
    {
        JsonObject key = TestKeys.For(algorithm).ToPublicJwk();
        key["crv"] = curve;
        Assert.Equal((curve, isUsed), (curve, IsUsed(key)));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public void Section6_2_1_3_ThePointIsOnItsCurve(string algorithm)
    {
        JsonObject key = TestKeys.For(algorithm).ToPublicJwk();
        byte[] y = Base64Url.DecodeFromChars(key["y"]!.ToString());
        key["y"] = Base64Url.EncodeToString([.. y[..^1], (byte)(y[^1] ^ 1)]);
        Assert.False(IsUsed(key));
        (key["x"], key["y"]) = (Base64Url.EncodeToString(new byte[y.Length]), Base64Url.EncodeToString(new byte[y.Length]));
        Assert.False(IsUsed(key), "the point at infinity");
    }

    // Sections 6.2.1.2 and 6.2.1.3: coordinates of full size. Sections 6.3.1.1 and 6.3.1.2: numbers without leading zeros. More zeros
    // make the same number.
    [Theory]
    [InlineData("6.2.1.3", "ES256", "y", 33)]
    [InlineData("6.3.1.1", "RS256", "n", 257)]
    [InlineData("6.3.1.2", "RS256", "e", 4)]
    public async Task Section6_KeysMayHaveMoreZeros(string section, string algorithm, string member, int length)
    {
        JsonObject key = TestKeys.For(algorithm).ToPublicJwk();
        byte[] number = Base64Url.DecodeFromChars(key[member]!.ToString());
        key[member] = Base64Url.EncodeToString(
            [.. new byte[length - number.Length], .. number]);
        using var api = new TestApi(new JsonObject { ["keys"] = new JsonArray(key, TestKeys.For("ES384").ToPublicJwk()) });

        Assert.Equal((section, null), (section, await api.ReasonAsync(TestApi.Token().Sign(TestKeys.For(algorithm)))));
    }

    private static bool IsUsed(JsonObject key) =>
        JwksReader.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{key}}]}""")).Keys is not null;
}
