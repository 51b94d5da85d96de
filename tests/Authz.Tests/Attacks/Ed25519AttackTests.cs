using System.Buffers.Text;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Keys.Reading;
using Authz.Testing;
using Authz.Tests.Properties;

namespace Authz.Tests.Attacks;

/// <summary>
/// B10: signatures and keys on which Ed25519 verifiers disagree ("Taming the many EdDSAs", Chalkias and others, 2020). Who can make two
/// signatures of one, or a key under which one signature fits every token, has more than the issuer gave.
/// </summary>
public sealed class Ed25519AttackTests
{
    // Every encoding of the eight points of small order, the canonical ones first.
    private static readonly string[] s_smallOrder =
    [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    // RFC 8037 appendix A.2 plus a point of order 8; 2, which is no y of a point; y at and above the field's prime.
    private static readonly string[] s_otherPoints =
    [
        "3b5b475c4b82dd1572799fc546f4c6c03e478c6654aa4c7f945b347ea32af60d",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    public static TheoryData<string> BadPoints() => [.. s_smallOrder, .. s_otherPoints];

    [Theory]
    [MemberData(nameof(BadPoints))]
    public void Rejects_KeysThatAreNoPointsOfTheMainSubgroup(string point)
    {
        JsonObject jwk = TestKeys.For("EdDSA").ToPublicJwk();
        jwk["x"] = Base64Url.EncodeToString(Convert.FromHexString(point));

        Assert.False(Ed25519Points.IsOfTheMainSubgroup(Convert.FromHexString(point)));
        KeyReadResult read = JwksReader.Read(Encoding.UTF8.GetBytes($$"""{"keys":[{{jwk.ToJsonString()}}]}"""));
        Assert.Null(read.Keys);
        Assert.Contains("it is not a point of Ed25519, or one of small order", read.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_SignaturesThatOthersAccept()
    {
        using var api = new TestApi();
        string token = TestApi.Token().Sign(TestKeys.For("EdDSA"));
        byte[] signature = Base64Url.DecodeFromChars(token.Split('.')[2]);
        BigInteger scalar = new(signature.AsSpan(32), isUnsigned: true);

        Assert.Null(await api.ReasonAsync(token));
        Assert.True(scalar < Ed25519Points.Order);
        (string Description, byte[] Signature)[] forged =
        [
            ("S + L", [.. signature[..32], .. ToOctets(scalar + Ed25519Points.Order)]),
            ("S + 2 L", [.. signature[..32], .. ToOctets(scalar + (2 * Ed25519Points.Order))]),
            ("L - S", [.. signature[..32], .. ToOctets(Ed25519Points.Order - scalar)]),
            ("S = L", [.. signature[..32], .. ToOctets(Ed25519Points.Order)]),
            ("S = 0", [.. signature[..32], .. new byte[32]]),
            ("a bit above S", [.. signature[..63], (byte)(signature[63] | 0x80)]),
            ("R negated", [.. signature[..31], (byte)(signature[31] ^ 0x80), .. signature[32..]]),
            ("S before R", [.. signature[32..], .. signature[..32]]),
            .. s_smallOrder.Select(point => ($"R = {point}", (byte[])[.. Convert.FromHexString(point), .. signature[32..]])),
            .. s_smallOrder.Select(point => ($"R = {point}, S = 0", (byte[])[.. Convert.FromHexString(point), .. new byte[32]])),
        ];
        foreach ((string description, byte[] other) in forged)
        {
            Assert.Equal(
                (description, RefusalReason.SignatureInvalid),
                (description, await api.ReasonAsync(CompactJws.ReplaceSignature(token, other))));
        }
    }

    // RFC 7517 section 4.5: one kid may name keys of different types; each verifies the tokens of its own algorithm.
    [Fact]
    public async Task Keeps_TwoKeysOfOneName_Apart()
    {
        SigningKey edwards = SigningKey.Create("EdDSA", "twin");
        SigningKey rsa = SigningKey.Create("RS256", "twin");
        using var api = new TestApi(TestKeys.SetOf(edwards, rsa));

        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(edwards)));
        Assert.Null(await api.ReasonAsync(TestApi.Token().Sign(rsa)));
        foreach (string algorithm in (string[])["EdDSA", "Ed25519"])
        {
            Assert.Equal(
                RefusalReason.SignatureInvalid, await api.ReasonAsync(TestApi.Token().WithHeader("alg", algorithm).Sign(rsa)));
        }

        Assert.Equal(RefusalReason.SignatureInvalid, await api.ReasonAsync(TestApi.Token().WithHeader("alg", "RS256").Sign(edwards)));
    }

    [Fact]
    public async Task Tries_TwoEd25519KeysOfOneName_UnderEitherOfTheirNames()
    {
        SigningKey[] keys = [SigningKey.Create("EdDSA", "twin"), SigningKey.Create("Ed25519", "twin"), SigningKey.Create("EdDSA", "twin")];
        using var two = new TestApi(TestKeys.SetOf(keys[..2]));
        using var three = new TestApi(TestKeys.SetOf([.. keys, TestKeys.For("ES256")]));

        Assert.Null(await two.ReasonAsync(TestApi.Token().Sign(keys[0])));
        Assert.Null(await two.ReasonAsync(TestApi.Token().WithHeader("alg", "EdDSA").Sign(keys[1])));
        Assert.Equal(RefusalReason.SignatureInvalid, await two.ReasonAsync(TestApi.Token().Sign(keys[2])));
        Assert.All(keys, key => Assert.Equal(RefusalReason.KeyUnknown, three.Authorizer.Authorize(TestApi.Request(TestApi.Token().Sign(key))).Reason));
    }

    private static byte[] ToOctets(BigInteger number)
    {
        byte[] octets = new byte[32];
        number.TryWriteBytes(octets, out _, isUnsigned: true);
        return octets;
    }
}
