using System.Buffers.Text;
using System.Text;
using Authz.Testing;
using Authz.Tokens;
using Authz.Verification;

namespace Authz.Tests.Verification;

public sealed class TokenReadingTests
{
    private const string Header = """{"alg":"ES256","kid":"1"}""";

    [Fact]
    public void Accepts_AToken_AndReadsItsParts()
    {
        Reading reading = Read(TokenOf(Header));

        Assert.Equal((true, RefusalReason.Undecided), (reading.IsRead, reading.Reason));
        Assert.Equal((JwsAlgorithm.ES256, "1", "https://issuer.example", 64), (
            reading.Algorithm, reading.KeyId, reading.Issuer, reading.SignatureLength));
    }

    [Theory]
    [InlineData("two parts", "e30.e30")]
    [InlineData("header that is no base64url", "!!!!.e30.AAAA")]
    [InlineData("payload that is no base64url", "eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.!!!!.AAAA")]
    [InlineData("signature that is no base64url", "eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.e30.!!!!")]
    [InlineData("signature with unused bits", "eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.e30.AB")]
    public void Rejects_OtherText(string description, string token)
    {
        Reading reading = Read(token);

        Assert.Equal((description, false, RefusalReason.TokenMalformed), (description, reading.IsRead, reading.Reason));
    }

    [Fact]
    public void Accepts_HeadersOf2048Bytes_AndNoLongerOnes()
    {
        string shortest = """{"alg":"ES256","kid":"1","x":""}""";
        string longest = shortest.Replace("\"\"", $"\"{new string('x', TokenLimits.Header - shortest.Length)}\"", StringComparison.Ordinal);

        Assert.Equal((true, RefusalReason.Undecided), (Read(TokenOf(longest)).IsRead, Read(TokenOf(longest)).Reason));
        Reading longer = Read(TokenOf(longest.Replace("\"x\":", "\"xx\":", StringComparison.Ordinal)));
        Assert.Equal((false, RefusalReason.TokenTooLarge), (longer.IsRead, longer.Reason));
    }

    [Fact]
    public void Uses_AKnownHeader_OnlyForItsOwnCharacters()
    {
        byte[] encoded = Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Header)));
        KnownHeader known = new(encoded, new UnverifiedHeader { Algorithm = JwsAlgorithm.PS512, Key = new KeyReference(KeyReferenceKind.KeyId, "known"u8) });

        Reading same = Read(TokenOf(Header), known);
        Assert.Equal((true, RefusalReason.Undecided, JwsAlgorithm.PS512, "known"), (same.IsRead, same.Reason, same.Algorithm, same.KeyId));

        Reading other = Read(TokenOf("""{"alg":"ES256","kid":"2"}"""), known);
        Assert.Equal((true, JwsAlgorithm.ES256, "2"), (other.IsRead, other.Algorithm, other.KeyId));
    }

    private static string TokenOf(string header) =>
        CompactJws.Sign(header, """{"iss":"https://issuer.example"}""", TestKeys.For("ES256"));

    private static Reading Read(string token, KnownHeader? known = null)
    {
        byte[] characters = Encoding.ASCII.GetBytes(token);
        var workspace = new TokenWorkspace(
            characters, new byte[TokenWorkspace.LengthFor(characters.Length)], new ulong[TokenWorkspace.NameCount]);
        bool isRead = TokenReading.TryRead(workspace, known, out TokenParts parts, out RefusalReason reason)
            && TokenReading.TryReadSignature(workspace, ref parts, out reason);
        return new Reading(
            isRead, reason, parts.Header.Algorithm, Encoding.UTF8.GetString(parts.Header.Key.Name),
            parts.Payload.HasIssuer ? Encoding.UTF8.GetString(parts.Payload.RawIssuer) : "", parts.Signature.Length);
    }

    private sealed record Reading(
        bool IsRead, RefusalReason Reason, JwsAlgorithm Algorithm, string KeyId, string Issuer, int SignatureLength);
}
