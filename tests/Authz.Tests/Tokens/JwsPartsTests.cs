using System.Text;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class JwsPartsTests
{
    [Theory]
    [InlineData("one character a part", "a.b.c", "a", "b", "c")]
    [InlineData("several characters a part", "head.payload.signature", "head", "payload", "signature")]
    [InlineData("empty payload, which is for the payload's reader to refuse", "a..c", "a", "", "c")]
    public void Accepts_ThreeParts(string description, string token, string header, string payload, string signature)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(token);

        Assert.True(JwsParts.TrySplit(bytes, out JwsParts jws), description);
        Assert.Equal(header, Encoding.ASCII.GetString(jws.Header));
        Assert.Equal(payload, Encoding.ASCII.GetString(jws.Payload));
        Assert.Equal(signature, Encoding.ASCII.GetString(jws.Signature));
        Assert.Equal($"{header}.{payload}", Encoding.ASCII.GetString(jws.SigningInput));
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("no dot", "a")]
    [InlineData("one dot", "a.b")]
    [InlineData("three dots", "a.b.c.d")]
    [InlineData("four dots, a JWE", "a.b.c.d.e")]
    [InlineData("empty header", ".b.c")]
    [InlineData("empty signature, unsecured", "a.b.")]
    [InlineData("dots alone", "..")]
    [InlineData("one dot alone", ".")]
    [InlineData("dot at the end", "a.b.c.")]
    [InlineData("dot at the start", ".a.b.c")]
    [InlineData("two dots in a row", "a.b..c")]
    public void Rejects_AnyOtherNumberOfParts_AndEmptyOnes(string description, string token)
    {
        Assert.False(JwsParts.TrySplit(Encoding.ASCII.GetBytes(token), out JwsParts jws), description);
        Assert.True(jws.SigningInput.IsEmpty, description);
    }

    [Fact]
    public void Rejects_AMillionDots() => Assert.False(JwsParts.TrySplit(Encoding.ASCII.GetBytes(new string('.', 1_000_000)), out _));
}
