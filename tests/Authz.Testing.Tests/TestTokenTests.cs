using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Authz.Testing.Tests;

public sealed class TestTokenTests
{
    private static readonly SigningKey s_key = SigningKey.Create("ES256", "first");

    [Fact]
    public void Sign_AddsAlgorithmAndKeyId() =>
        Assert.Equal("""{"typ":"JWT","alg":"ES256","kid":"first"}""", Decode(new TestToken().Sign(s_key), part: 0));

    [Fact]
    public void Sign_KeepsMembersOfTheHeader() =>
        Assert.Equal(
            """{"typ":"at+jwt","alg":"RS256","kid":null}""",
            Decode(new TestToken().WithHeader("typ", "at+jwt").WithHeader("alg", "RS256").WithHeader("kid", null).Sign(s_key), part: 0));

    [Fact]
    public void Sign_AddsNothingThatIsLeftOut()
    {
        TestToken token = new TestToken().WithoutHeader("kid").WithoutHeader("typ").WithoutHeader("alg");

        Assert.Equal("{}", Decode(token.Sign(s_key), part: 0));
        Assert.Equal("""{"kid":"other"}""", Decode(token.WithHeader("kid", "other").Sign(s_key), part: 0));
    }

    [Fact]
    public void Sign_WritesTheClaimsInTheirOrder()
    {
        TestToken token = new TestToken()
            .With("sub", "alice")
            .With("aud", new JsonArray("a", "b"))
            .With("exp", DateTimeOffset.UnixEpoch.AddSeconds(90))
            .With("nbf", 1)
            .Without("nbf");

        Assert.Equal("""{"sub":"alice","aud":["a","b"],"exp":90}""", Decode(token.Sign(s_key), part: 1));
    }

    [Fact]
    public void WithoutSignature_NamesTheAlgorithmNone()
    {
        string token = new TestToken().WithoutSignature();

        Assert.Equal("""{"typ":"JWT","alg":"none"}""", Decode(token, part: 0));
        Assert.EndsWith(".", token, StringComparison.Ordinal);
    }

    private static string Decode(string token, int part) =>
        System.Text.Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[part]));
}
