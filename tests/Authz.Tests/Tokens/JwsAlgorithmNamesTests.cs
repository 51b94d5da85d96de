using System.Text;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class JwsAlgorithmNamesTests
{
    public static TheoryData<string> Names() => ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accepts_TheAsymmetricAlgorithmsOfRfc7518(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(Encoding.ASCII.GetBytes(name));

        Assert.Equal(name, algorithm.ToString());
        Assert.Equal(algorithm, JwsAlgorithmNames.Parse(name));
        Assert.Equal(name, algorithm.Name());
    }

    // RFC 8037 section 3.1 and RFC 9864 section 2.2; RFC 9964.
    [Theory]
    [InlineData("EdDSA", nameof(JwsAlgorithm.Ed25519), "EdDSA")]
    [InlineData("Ed25519", nameof(JwsAlgorithm.Ed25519), "EdDSA")]
    [InlineData("ML-DSA-44", nameof(JwsAlgorithm.MLDsa44), "ML-DSA-44")]
    [InlineData("ML-DSA-65", nameof(JwsAlgorithm.MLDsa65), "ML-DSA-65")]
    [InlineData("ML-DSA-87", nameof(JwsAlgorithm.MLDsa87), "ML-DSA-87")]
    public void Accepts_TheNamesOfLaterRfcs(string name, string algorithm, string firstName)
    {
        JwsAlgorithm parsed = JwsAlgorithmNames.Parse(Encoding.ASCII.GetBytes(name));

        Assert.Equal((algorithm, firstName), (parsed.ToString(), parsed.Name()));
        Assert.Equal(parsed, JwsAlgorithmNames.Parse(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    [InlineData("EdDSa")]
    [InlineData("EDDSA")]
    [InlineData("ed25519")]
    [InlineData("Ed448")]
    [InlineData("Ed25518")]
    [InlineData("ML-DSA-45")]
    [InlineData("ML-DSA-6")]
    [InlineData("ML_DSA_44")]
    [InlineData("ES256K")]
    [InlineData("ES521")]
    [InlineData("ESP256")]
    [InlineData("RSA1_5")]
    [InlineData("RS255")]
    [InlineData("RS25")]
    [InlineData("RS2566")]
    [InlineData("RT256")]
    [InlineData("PT512")]
    [InlineData("ET384")]
    [InlineData("rs256")]
    [InlineData("Rs256")]
    [InlineData(" RS256")]
    [InlineData("RS256 ")]
    [InlineData("RS 256")]
    [InlineData("RS356")]
    [InlineData("RS286")]
    [InlineData("RS254")]
    [InlineData("RS394")]
    [InlineData("RS385")]
    [InlineData("RS522")]
    [InlineData("RS513")]
    [InlineData("RS412")]
    [InlineData("\u0420S256")]
    public void Rejects_EveryOtherName(string name)
    {
        Assert.Equal(JwsAlgorithm.Unknown, JwsAlgorithmNames.Parse(Encoding.UTF8.GetBytes(name)));
        Assert.Equal(JwsAlgorithm.Unknown, JwsAlgorithmNames.Parse(name));
    }

    [Fact]
    public void Accepts_NoOtherSpellingThatDiffersInOneByte()
    {
        foreach (string name in JwsAlgorithmNames.All)
        {
            for (int place = 0; place < name.Length; place++)
            {
                for (int value = 0; value < 256; value++)
                {
                    byte[] bytes = Encoding.ASCII.GetBytes(name);
                    bytes[place] = (byte)value;
                    string changed = Encoding.Latin1.GetString(bytes);
                    Assert.Equal(JwsAlgorithmNames.All.Contains(changed), JwsAlgorithmNames.Parse(bytes) != JwsAlgorithm.Unknown);
                }
            }
        }
    }
}
