using System.Text;
using Authz.Keys;

namespace Authz.Tests.Rfc;

/// <summary>RFC 8414 and OpenID Connect Discovery 1.0, an issuer's metadata.</summary>
public sealed class Rfc8414Tests
{
    private const string Issuer = "https://id.example.com/tenant";

    [Theory]
    [InlineData("identical", Issuer, true)]
    [InlineData("final slash", Issuer + "/", false)]
    [InlineData("other case", "https://ID.example.com/tenant", false)]
    [InlineData("another issuer", "https://attacker.example", false)]
    [InlineData("prefix", "https://id.example.com", false)]
    [InlineData("escaped path", "https://id.example.com/t%65nant", false)]
    public void Section3_3_TheIssuerInsideIsIdentical(string description, string issuer, bool isAccepted) => Assert.Equal(
        (description, isAccepted),
        (description, Read($$"""{"issuer":"{{issuer}}","jwks_uri":"https://id.example.com/jwks"}""").KeySetAddress is not null));

    [Theory]
    [InlineData("https", "https://keys.example.net/jwks", true)]
    [InlineData("http on this machine", "http://127.0.0.1:8080/jwks", true)]
    [InlineData("http elsewhere", "http://id.example.com/jwks", false)]
    [InlineData("a file", "file:///etc/passwd", false)]
    [InlineData("relative", "/jwks", false)]
    [InlineData("empty", "", false)]
    public void Section2_TheKeySetsAddressIsSecure(string description, string address, bool isAccepted) => Assert.Equal(
        (description, isAccepted), (description, Read($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{address}}"}""").KeySetAddress is not null));

    [Theory]
    [InlineData("no issuer", """{"jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData("no address", """{"issuer":"https://id.example.com/tenant"}""")]
    [InlineData(
        "issuer twice",
        """{"issuer":"https://id.example.com/tenant","issuer":"https://id.example.com/tenant","jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData("issuer of another type", """{"issuer":["https://id.example.com/tenant"],"jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData(
        "a second spelling", """{"issuer":"https://id.example.com/tenant","Issuer":"x","jwks_uri":"https://id.example.com/jwks"}""")]
    [InlineData("text after the end", """{"issuer":"https://id.example.com/tenant","jwks_uri":"https://id.example.com/jwks"}x""")]
    [InlineData("a page", "<html>")]
    public void Section3_2_TheDocumentHasOneReading(string description, string document) =>
        Assert.True(Read(document).KeySetAddress is null, description);

    private static DiscoveryReadResult Read(string document) => DiscoveryReader.Read(Encoding.UTF8.GetBytes(document), Issuer);
}
