using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Authz.Keys.Reading;
using Authz.Signatures;
using Authz.Testing;
using Authz.Tests.Tokens;
using Authz.Tokens;

namespace Authz.Tests.Signatures;

public sealed class SignatureCheckTests
{
    private static readonly SigningKey s_key = TestKeys.For("ES256");
    private static readonly SignatureVerifier s_verifier = TestKeys.VerifierOf(s_key);
    private static readonly string s_token = Testing.CompactJws.Sign("{}", """{"sub":"a"}""", s_key);

    [Fact]
    public void Accepts_ASignedPayload_AndMakesItReadable()
    {
        Assert.True(TryVerify(s_token, out string subject));
        Assert.Equal("a", subject);
    }

    [Fact]
    public void Rejects_TheSignatureOfAnotherPayload() =>
        Assert.False(TryVerify(Testing.CompactJws.ReplacePayload(s_token, """{"sub":"b"}"""), out _));

    [Theory]
    [InlineData("padding", "=")]
    [InlineData("white space", " ")]
    [InlineData("one character more", "A")]
    [InlineData("four characters more", "AAAA")]
    public void Rejects_OtherSpellingsOfTheSignature(string description, string appended) =>
        Assert.False(TryVerify(s_token + appended, out _), description);

    [Theory]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(6000)]
    public void Rejects_LongSignatures_WithinItsOwnMemory(int length)
    {
        string token = Testing.CompactJws.ReplaceSignature(s_token, new byte[length]);
        Assert.False(TryVerify(token, out _));
    }

    [Fact]
    public void Accepts_TheLongestSignature_ThatAKeyOf8192BitsMakes()
    {
        // Made once: a key of this size takes half a minute to make.
        JsonElement vector = JsonElement.Parse(RepositoryFile.ReadText("tests/Authz.Tests/Signatures/rsa-8192.json"));
        string token = vector.GetProperty("token").GetString()!;
        byte[] keySet = Encoding.UTF8.GetBytes($$"""{"keys":[{{vector.GetProperty("key")}}]}""");
        SignatureVerifier verifier = JwksReader.Read(keySet).Keys!.Single().GetVerifier();

        Assert.Equal(1024, verifier.SignatureLength);
        Assert.True(TryVerify(token, verifier, JwsAlgorithm.RS256, out _));
    }

    private static bool TryVerify(string token, out string subject) => TryVerify(token, s_verifier, JwsAlgorithm.ES256, out subject);

    private static bool TryVerify(string token, SignatureVerifier verifier, JwsAlgorithm algorithm, out string subject)
    {
        Assert.True(JwsParts.TrySplit(Encoding.ASCII.GetBytes(token), out JwsParts jws));
        var reading = new PayloadReading(Base64Url.DecodeFromUtf8(jws.Payload));
        byte[] signature = new byte[jws.Signature.Length];
        VerifiedPayload payload = default;
        bool isVerified = StrictBase64Url.TryDecode(jws.Signature, signature, out int length)
            && SignatureCheck.TryVerify(jws.SigningInput, signature.AsSpan(0, length), algorithm, verifier, reading.Payload, out payload);
        Assert.Equal(isVerified, !payload.Text.IsEmpty);
        subject = Encoding.UTF8.GetString(payload.Subject.In(payload.Text));
        return isVerified;
    }
}
