using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Testing;

namespace Authz.Tests.Attacks;

/// <summary>A4, A5, A9, A10, A14, A15 and the JWK part of C9: keys that must not verify anything.</summary>
public sealed class KeySetAttackTests
{
    private static readonly string[] s_members = ["kty", "use", "key_ops", "alg", "kid", "n", "e", "crv", "x", "y", "d", "x5c"];

    public static TheoryData<string, string, string> WeakKeys() => new()
    {
        { "A4", "P-256 point named P-384", EcWith("crv", "P-384") },
        { "A4", "P-256 point named secp256k1", EcWith("crv", "secp256k1") },
        { "A4", "curve in lower case", EcWith("crv", "p-256") },
        { "A4", "alg of another curve", EcWith("alg", "ES384") },
        { "A4", "alg that is none", EcWith("alg", "ES521") },
        { "A4", "EC point called RSA", EcWith("kty", "RSA") },
        { "A5", "for encryption", EcWith("use", "enc") },
        { "A5", "use in capitals", EcWith("use", "SIG") },
        { "A5", "operations without verify", Ec(key => key["key_ops"] = new JsonArray("encrypt")) },
        { "A5", "operations repeated", Ec(key => key["key_ops"] = new JsonArray("verify", "verify")) },
        { "A5", "operations that contradict use", Ec(key => key["key_ops"] = new JsonArray("verify", "decrypt")) },
        { "A9", "shared secret", """{"kty":"oct","kid":"a","k":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","alg":"HS256"}""" },
        { "A9", "shared secret beside a public key", Ec(key => key["k"] = "AAAA") },
        { "A9", "private key published", Ec(key => key["d"] = "AAAA") },
        { "A14", "512 bits", RsaWithModulus(64) },
        { "A14", "1024 bits", RsaWithModulus(128) },
        { "A14", "2047 bits", Rsa(key => key["n"] = Encode([0x7F, .. Decode(key["n"])[1..]])) },
        { "A14", "8200 bits", RsaWithModulus(1025) },
        { "A14", "65,536 bits", RsaWithModulus(8192) },
        { "A14", "n that is even", Rsa(key => key["n"] = Encode([.. Decode(key["n"])[..^1], 2])) },
        { "A14", "n is 1", Rsa(key => key["n"] = "AQ") },
        { "A14", "n is empty", Rsa(key => key["n"] = "") },
        { "A14", "e is 0", Rsa(key => key["e"] = "AA") },
        { "A14", "e is 1", Rsa(key => key["e"] = "AQ") },
        { "A14", "e is 2", Rsa(key => key["e"] = "Ag") },
        { "A14", "e is even", Rsa(key => key["e"] = Encode([1, 0, 0])) },
        { "A14", "e of 33 bits", Rsa(key => key["e"] = Encode([1, 0, 0, 0, 1])) },
        { "A14", "e of 4096 bits", Rsa(key => key["e"] = Encode([.. Enumerable.Repeat((byte)0xFF, 512)])) },
        { "A14", "n with padding", Rsa(key => key["n"] = key["n"]!.ToString() + "==") },
        { "A15", "point at infinity", Ec(key => (key["x"], key["y"]) = (Encode(new byte[32]), Encode(new byte[32]))) },
        { "A15", "x and y exchanged", Ec(key => (key["x"], key["y"]) = (key["y"]!.ToString(), key["x"]!.ToString())) },
        { "A15", "point beside the curve", Ec(key => key["y"] = Encode([.. Decode(key["y"])[..^1], (byte)(Decode(key["y"])[^1] ^ 1)])) },
        { "A15", "x one byte short", Ec(key => key["x"] = Encode(Decode(key["x"])[1..])) },
        { "A15", "x beyond the field", Ec(key => key["x"] = Encode([.. Enumerable.Repeat((byte)0xFF, 32)])) },
        { "A15", "no y", Ec(key => key.Remove("y")) },
    };

    [Theory]
    [MemberData(nameof(WeakKeys), DisableDiscoveryEnumeration = true)]
    public async Task Rejects_KeysThatMustNotBeUsed_AndKeepsTheOthers(string id, string description, string key)
    {
        JsonObject good = TestKeys.For("ES384").ToPublicJwk();
        KeyReadResult read = Read($$"""{"keys":[{{key}},{{good}}]}""");

        Assert.True(read.Keys?.Count == 1 && read.Keys[0].Description.KeyId == "ES384", $"{id}: {description}");
        Assert.Single(read.Unused);
        using var api = new TestApi(JsonNode.Parse($$"""{"keys":[{{key}},{{good}}]}"""));
        Assert.Equal(RefusalReason.KeyUnknown, await api.ReasonAsync(SignFor(JsonNode.Parse(key)!["kid"]!.ToString())));
    }

    [Fact]
    public void Decides_EveryMemberWithEveryJsonType_WithoutAnException()
    {
        foreach (string member in s_members)
        {
            foreach (string value in TypeMatrix.Values)
            {
                string key = Ec(jwk => jwk[member] = JsonNode.Parse(value));
                Assert.Equal(
                    (member, value, IsHarmless(member, value)), (member, value, Read($$"""{"keys":[{{key}}]}""").Keys is not null));
            }
        }
    }

    [Fact]
    public async Task Tries_BothKeys_OfOneName_AndNoneOfThree()
    {
        using var two = new TestApi(TestKeys.SetOf(TestKeys.For("ES256"), TestKeys.For("ES256", another: 1), TestKeys.For("ES384")));
        Assert.Null(await two.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256"))));
        Assert.Null(await two.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256", another: 1))));
        Assert.Equal(RefusalReason.SignatureInvalid, await two.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256", another: 2))));

        using var three = new TestApi(TestKeys.SetOf(
            TestKeys.For("ES256"), TestKeys.For("ES256", another: 1), TestKeys.For("ES256", another: 2), TestKeys.For("ES384")));
        Assert.Equal(RefusalReason.KeyUnknown, await three.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256"))));
        Assert.Equal(RefusalReason.KeyUnknown, await three.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES256", another: 1))));
        Assert.Null(await three.ReasonAsync(TestApi.Token().Sign(TestKeys.For("ES384"))));
    }

    [Theory]
    [InlineData("keys is absent", "{}")]
    [InlineData("keys is no array", """{"keys":{}}""")]
    [InlineData("keys is empty", """{"keys":[]}""")]
    [InlineData("keys holds no objects", """{"keys":[1,null,"a",[]]}""")]
    [InlineData("keys twice", """{"keys":[@],"keys":[@]}""")]
    [InlineData("keys twice, once escaped", """{"keys":[@],"k\u0065ys":[@]}""")]
    [InlineData("keys in capitals", """{"KEYS":[@]}""")]
    [InlineData("text after the end", """{"keys":[@]}x""")]
    [InlineData("an array", "[@]")]
    [InlineData("a key", "@")]
    [InlineData("a page", "<html></html>")]
    [InlineData("nothing", "")]
    public void Rejects_DocumentsThatAreNotKeySets(string description, string document)
    {
        string good = TestKeys.For("ES256").ToPublicJwk().ToJsonString();

        Assert.Single(Read($$"""{"keys":[{{good}}]}""").Keys!);
        Assert.True(Read(document.Replace("@", good, StringComparison.Ordinal)).Keys is null, description);
    }

    // A name that is a text, numbers of another key type, and a certificate chain, which is not looked at.
    private static bool IsHarmless(string member, string value) => member switch
    {
        "x5c" => true,
        "kid" or "n" or "e" => value == "\"a\"" || IsAbsent(value),
        "use" or "alg" or "key_ops" or "d" => IsAbsent(value),
        _ => false,
    };

    private static bool IsAbsent(string value) => value is "null" or "\"\"" or "[]";

    // The token that the key would verify were it used: the RSA keys of this class bear the name of their algorithm.
    private static string SignFor(string keyId) =>
        TestApi.Token().WithHeader("kid", keyId).Sign(TestKeys.For(keyId == "RS256" ? "RS256" : "ES256"));

    private static KeyReadResult Read(string document) => JwksReader.Read(Encoding.UTF8.GetBytes(document));

    private static string Ec(Action<JsonObject> change) => Change("ES256", change);

    private static string EcWith(string member, string value) => Ec(key => key[member] = value);

    private static string Rsa(Action<JsonObject> change) => Change("RS256", change);

    private static string RsaWithModulus(int length) => Rsa(key => key["n"] = Encode([.. Enumerable.Repeat((byte)0xF1, length)]));

    private static string Change(string algorithm, Action<JsonObject> change)
    {
        JsonObject key = TestKeys.For(algorithm).ToPublicJwk();
        change(key);
        return key.ToJsonString();
    }

    private static byte[] Decode(JsonNode? member) => Base64Url.DecodeFromChars(member!.ToString());

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
