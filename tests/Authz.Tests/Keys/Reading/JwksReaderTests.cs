using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Authz.Keys;
using Authz.Keys.Reading;
using Authz.Tokens;

namespace Authz.Tests.Keys.Reading;

public sealed class JwksReaderTests
{
    private static readonly RSAParameters s_rsa = RSA.Create(2048).ExportParameters(includePrivateParameters: false);
    private static readonly TestJwk s_good = TestJwk.Create("good");
    private static readonly string s_point = s_good.Json[s_good.Json.IndexOf("\"x\"", StringComparison.Ordinal)..];

    [Fact]
    public void Accepts_RsaWithoutAlg_ForEveryRsaAlgorithm() =>
        Assert.Equal(AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss, Assert.Single(Read(TestJwk.Rsa("r", s_rsa)).Keys!).Algorithms);

    [Fact]
    public void Accepts_AlgAsTheOnlyAlgorithm() =>
        Assert.Equal(AlgorithmSet.PS384, Assert.Single(Read(TestJwk.Rsa("r", s_rsa, ""","alg":"PS384" """)).Keys!).Algorithms);

    [Theory]
    [InlineData("use sig", ""","use":"sig" """)]
    [InlineData("key_ops verify", ""","key_ops":["verify"]""")]
    [InlineData("both", ""","use":"sig","key_ops":["verify"]""")]
    [InlineData("a certificate chain, which is ignored", ""","x5c":["AAAA"],"x5t":"AAAA","x5u":"http://169.254.169.254/" """)]
    [InlineData("a member that nobody knows", ""","nbf":5,"x":{"y":[1]}""")]
    public void Accepts_AKeyForEachAlgorithm(string description, string more)
    {
        KeyReadResult result = Read(TestJwk.Rsa("r", s_rsa, more.Replace("\"x\"", "\"ext\"", StringComparison.Ordinal)));
        Assert.True(result.Keys is { Count: 1 } && result.Unused.Count == 0, description);
    }

    [Theory]
    [InlineData("the least", "Aw")]
    [InlineData("one byte", "EQ")]
    [InlineData("four bytes", "AQAAAQ")]
    public void Accepts_PublicExponents(string description, string exponent)
    {
        KeyReadResult result = Read(TestJwk.Rsa("r", s_rsa with { Exponent = Base64Url.DecodeFromChars(exponent) }));
        Assert.True(result.Keys is { Count: 1 } && result.Unused.Count == 0, description);
    }

    [Fact]
    public void Accepts_AKidOf256Bytes_AndNoLongerOne()
    {
        Assert.NotNull(Read(TestJwk.Rsa(new string('k', 256), s_rsa)).Keys);
        Assert.Null(Read(TestJwk.Rsa(new string('k', 257), s_rsa)).Keys);
    }

    public static TheoryData<string, string, string> BadKeys() => new()
    {
        { "no object", "5", "not a JSON object" },
        { "no kty", """{"kid":"b"}""", "kty" },
        { "unknown kty", """{"kty":"okp","kid":"b","crv":"Ed25519","x":"AAAA"}""", "kty is not RSA, EC, OKP or AKP" },
        { "kty a number", """{"kty":5,"kid":"b"}""", "kty must be a string" },
        { "kty a second time in upper case", TestJwk.Rsa("b", s_rsa, ""","KTY":"RSA" """), "spelled exactly so" },
        { "n a second time in upper case", TestJwk.Rsa("b", s_rsa, ""","N":"AAAA" """), "spelled exactly so" },
        { "symmetric", """{"kty":"oct","kid":"b","k":"AAAA"}""", "secret member k" },
        { "private RSA exponent", TestJwk.Rsa("b", s_rsa, ""","d":"AAAA" """), "secret member d" },
        { "private RSA prime in upper case", TestJwk.Rsa("b", s_rsa, ""","P":"AAAA" """), "secret member p" },
        { "private EC key", Ec("P-256", s_point, ""","d":"AAAA" """), "secret member d" },
        { "use enc", TestJwk.Rsa("b", s_rsa, ""","use":"enc" """), "use is not sig" },
        { "use a list", TestJwk.Rsa("b", s_rsa, ""","use":["sig"]"""), "use must be a string" },
        { "key_ops without verify", TestJwk.Rsa("b", s_rsa, ""","key_ops":["encrypt"]"""), "key_ops do not include verify" },
        { "key_ops twice the same", TestJwk.Rsa("b", s_rsa, ""","key_ops":["verify","verify"]"""), "repeat" },
        { "key_ops against use", TestJwk.Rsa("b", s_rsa, ""","use":"sig","key_ops":["verify","encrypt"]"""), "contradict" },
        { "key_ops a string", TestJwk.Rsa("b", s_rsa, ""","key_ops":"verify" """), "array of strings" },
        { "key_ops of numbers", TestJwk.Rsa("b", s_rsa, ""","key_ops":[1]"""), "array of strings" },
        { "alg of encryption", TestJwk.Rsa("b", s_rsa, ""","alg":"RSA-OAEP" """), "not a signature algorithm" },
        { "alg none", TestJwk.Rsa("b", s_rsa, ""","alg":"none" """), "not a signature algorithm" },
        { "alg HS256 on RSA", TestJwk.Rsa("b", s_rsa, ""","alg":"HS256" """), "not a signature algorithm" },
        { "alg ES256 on RSA", TestJwk.Rsa("b", s_rsa, ""","alg":"ES256" """), "not a signature algorithm" },
        { "alg in lower case", TestJwk.Rsa("b", s_rsa, ""","alg":"rs256" """), "not a signature algorithm" },
        { "alg RS256 on EC", Ec("P-256", s_point, ""","alg":"RS256" """), "alg is not ES256" },
        { "alg of another curve", Ec("P-256", s_point, ""","alg":"ES384" """), "alg is not ES256" },
        { "kid of 257 bytes", TestJwk.Rsa(new string('k', 257), s_rsa), "at most 256 bytes" },
        { "n missing", """{"kty":"RSA","kid":"b","e":"AQAB"}""", "it has no n or no e" },
        { "n padded", """{"kty":"RSA","kid":"b","n":"AAAA==","e":"AQAB"}""", "n and e must be base64url" },
        { "n with white space", """{"kty":"RSA","kid":"b","n":"AA AA","e":"AQAB"}""", "n and e must be base64url" },
        { "n of 1024 bits", TestJwk.Rsa("b", Modulus(1024)), "1024 bits" },
        { "n of 2047 bits", TestJwk.Rsa("b", Modulus(2047)), "2047 bits" },
        { "n of 8193 bits", TestJwk.Rsa("b", Modulus(8193)), "8193 bits" },
        { "n of 16384 bits", TestJwk.Rsa("b", Modulus(16384)), "16384 bits" },
        { "n even", TestJwk.Rsa("b", Modulus(2048, isEven: true)), "n is even" },
        { "e of 1", TestJwk.Rsa("b", s_rsa with { Exponent = [1] }), "e must be odd" },
        { "e even", TestJwk.Rsa("b", s_rsa with { Exponent = [4] }), "e must be odd" },
        { "e of 33 bits", TestJwk.Rsa("b", s_rsa with { Exponent = [1, 0, 0, 0, 1] }), "e must be odd" },
        { "a curve that JWS does not use", Ec("secp256k1", s_point), "crv is not" },
        { "no curve", """{"kty":"EC","kid":"b","x":"AAAA","y":"AAAA"}""", "crv is not" },
        { "a coordinate too short", """{"kty":"EC","kid":"b","crv":"P-256","x":"AAAA","y":"AAAA"}""", "not zero" },
        { "a point of another curve's size", Ec("P-384", s_point), "not a point of its curve" },
        { "a point off the curve", Ec("P-256", Point(32)), "not a point of its curve" },
        { "alg EdDSA on RSA", TestJwk.Rsa("b", s_rsa, ""","alg":"EdDSA" """), "not a signature algorithm of RSA" },
        { "alg EdDSA on EC", Ec("P-256", s_point, ""","alg":"EdDSA" """), "alg is not ES256" },
        { "the point at infinity", Ec("P-256", Point(32, isZero: true)), "not zero" },
    };

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public void Skips_ABadKey_AndServesTheOthers(string description, string bad, string cause)
    {
        KeyReadResult result = Read(bad, s_good.Json);

        Assert.True(result.Keys?.Count == 1, description);
        Assert.Equal("good", result.Keys[0].Description.KeyId);
        Assert.Contains(cause, Assert.Single(result.Unused).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public void Rejects_ASet_WhoseOnlyKeyIsBad(string description, string bad, string cause)
    {
        KeyReadResult result = Read(bad);

        Assert.True(result.Keys is null, description);
        Assert.Contains("no usable key", result.Error, StringComparison.Ordinal);
        Assert.Contains(cause, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no keys", """{"keys":[]}""", "no usable key")]
    [InlineData("no member keys", """{"Keys":[]}""", "no member keys")]
    [InlineData("keys an object", """{"keys":{}}""", "not an array")]
    [InlineData("an array", "[]", "not a JSON object")]
    [InlineData("nothing", "", "not a JSON object")]
    [InlineData("a second keys", """{"keys":[],"keys":[]}""", "one reading")]
    [InlineData("an escaped second keys", """{"keys":[],"\u006beys":[]}""", "one reading")]
    [InlineData("trailing data", """{"keys":[]} x""", "one reading")]
    [InlineData("cut short", """{"keys":[{"kty":"RSA" """, "one reading")]
    [InlineData("two byte order marks", "\uFEFF\uFEFF{\"keys\":[]}", "not a JSON object")]
    [InlineData("a byte order mark and no keys", "\uFEFF{\"keys\":[]}", "no usable key")]
    [InlineData("a name repeated inside a key", """{"keys":[{"kty":"RSA","kty":"RSA"}]}""", "one reading")]
    [InlineData("HTML", "<html></html>", "not a JSON object")]
    public void Rejects_DocumentsThatAreNotKeySets(string description, string document, string cause)
    {
        KeyReadResult result = JwksReader.Read(Encoding.UTF8.GetBytes(document));

        Assert.True(result.Keys is null, description);
        Assert.Contains(cause, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Bounds_TheNumberOfKeys(int count, bool isAccepted)
    {
        string[] keys =
            [.. Enumerable.Range(0, count).Select(index => s_good.Json.Replace("\"good\"", $"\"k{index}\"", StringComparison.Ordinal))];

        Assert.Equal(isAccepted, Read(keys).Keys?.Count == count);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Bounds_TheSize(int beyond, bool isAccepted)
    {
        string set = TestJwk.SetOf(s_good.Json);
        byte[] document = Encoding.UTF8.GetBytes(set.PadRight(KeyLimits.DocumentBytes + beyond));

        Assert.Equal(isAccepted, JwksReader.Read(document).Keys is not null);
    }

    [Fact]
    public void Bounds_TheDepth() =>
        Assert.NotNull(JwksReader.Read(Encoding.UTF8.GetBytes("{\"keys\":" + new string('[', 110_000))).Error);

    [Fact]
    public void Uses_TwoKeysOfOneName()
    {
        KeyReadResult result = Read(TestJwk.Create("twin").Json, TestJwk.Create("twin").Json, s_good.Json);

        Assert.Equal(["twin", "twin", "good"], result.Keys!.Select(key => key.Description.KeyId));
        Assert.Empty(result.Unused);
    }

    [Fact]
    public void Uses_NoneOfThreeKeysOfOneName()
    {
        KeyReadResult result =
            Read(TestJwk.Create("twin").Json, TestJwk.Create("twin").Json, TestJwk.Create("twin").Json, s_good.Json);

        Assert.Equal("good", Assert.Single(result.Keys!).Description.KeyId);
        Assert.All(result.Unused, key => Assert.Contains("more than two keys have its kid", key.ToString(), StringComparison.Ordinal));
        Assert.Equal(3, result.Unused.Count);
    }

    // The number is the same, and so is the thumbprint.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(256)]
    public void Accepts_LeadingZeros_OfTheSameNumber(int zeros)
    {
        byte[] padding = new byte[zeros];
        PublicKey plain = Assert.Single(Read(TestJwk.Rsa("r", s_rsa)).Keys!);
        PublicKey padded = Assert.Single(Read(
            TestJwk.Rsa("r", s_rsa with { Modulus = [.. padding, .. s_rsa.Modulus!], Exponent = [.. padding, .. s_rsa.Exponent!] })).Keys!);

        Assert.Equal(plain, padded);
    }

    // Sizes are judged after stripping: zeros make no weak key strong.
    [Fact]
    public void Rejects_AShortModulus_BehindZeros() => Assert.Contains(
        "1024 bits",
        Assert.Single(Read(TestJwk.Rsa("b", Modulus(1024) with { Modulus = [.. new byte[128], .. Modulus(1024).Modulus!] }), s_good.Json).Unused)
            .Cause,
        StringComparison.Ordinal);

    [Fact]
    public void Names_AKeyThatIsNotUsed() => Assert.Equal(
        "keys[1] (kid \"b\") is not used: its member alg must be a string and spelled exactly so.",
        Assert.Single(Read(s_good.Json, """{"kty":"RSA","alg":5,"kid":"b"}""").Unused).ToString());

    [Fact]
    public void Keeps_KeysWithoutName() => Assert.Null(
        Assert.Single(Read(TestJwk.Rsa("", s_rsa)).Keys!).Description.KeyId);

    [Fact]
    public void Uses_BothKeys_OfOneKidAndDifferentTypes() =>
        Assert.Equal(2, Read(s_good.Json, TestJwk.Rsa("good", s_rsa)).Keys!.Count);

    [Fact]
    public void Uses_AKeyPublishedTwice_Once() => Assert.Single(Read(s_good.Json, s_good.Json).Keys!);

    [Fact]
    public void Shows_AKid_WithoutLettingItForgeALine()
    {
        string forging = """{"kty":"RSA","kid":"a\nb","n":"AAAA","e":"AQAB"}""";
        KeyReadResult result = Read(forging, TestJwk.Create("x\\ny").Json, TestJwk.Create("x\\ny").Json, s_good.Json);

        Assert.All(result.Unused, key => Assert.DoesNotContain('\n', key.ToString()));
    }

    [Fact]
    public void Survives_EveryCutAndFlipOfASet()
    {
        byte[] sound = Encoding.UTF8.GetBytes(TestJwk.SetOf(s_good.Json, TestJwk.Rsa("r", s_rsa)));
        Random random = new(7);
        for (int round = 0; round < 500; round++)
        {
            byte[] damaged = sound[..(round % 2 == 0 ? sound.Length : random.Next(sound.Length))];
            if (damaged.Length > 0)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            KeyReadResult result = JwksReader.Read(damaged);
            Assert.NotEqual(result.Keys is null, result.Error is null);
        }
    }

    private static KeyReadResult Read(params string[] keys) => JwksReader.Read(Encoding.UTF8.GetBytes(TestJwk.SetOf(keys)));

    private static string Ec(string curve, string point, string more = "") =>
        $$"""{"kty":"EC","kid":"b","crv":"{{curve}}",{{point[..^1]}}{{more}}}""";

    private static string Point(int length, bool isZero = false)
    {
        byte[] coordinate = new byte[length];
        coordinate[^1] = isZero ? (byte)0 : (byte)1;
        string text = Base64Url.EncodeToString(coordinate);
        return $$"""
            "x":"{{text}}","y":"{{text}}"}
            """;
    }

    private static RSAParameters Modulus(int bits, bool isEven = false)
    {
        BigInteger modulus = (BigInteger.One << (bits - 1)) + (isEven ? 0 : 1);
        return new RSAParameters { Modulus = modulus.ToByteArray(isUnsigned: true, isBigEndian: true), Exponent = [1, 0, 1] };
    }
}
