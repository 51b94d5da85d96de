using System.Text;
using Authz.Keys.Reading;
using Authz.Keys.Sources;

namespace Authz.Tests.Keys.Reading;

public sealed class DiscoveryReaderTests
{
    private const string Issuer = "https://id.example.com/";

    [Theory]
    [InlineData("https", Issuer, "https://cdn.example.net/keys")]
    [InlineData("https on a loopback address", Issuer, "https://127.0.0.1:8443/keys")]
    [InlineData("http on the issuer's loopback address", "http://127.0.0.1:8080", "http://127.0.0.1:8080/keys")]
    [InlineData("http on another port", "http://127.0.0.1:8080", "http://127.0.0.1:8081/keys")]
    [InlineData("http on localhost", "http://127.0.0.1:8080", "http://localhost:8080/keys")]
    [InlineData("http on localhost, IPv6", "http://[::1]:8080", "http://localhost:8080/keys")]
    public void Accepts_AKeySetAddress(string description, string issuer, string address)
    {
        DiscoveryReadResult result = Read(
            $$"""{"issuer":"{{issuer}}","jwks_uri":"{{address}}","scopes_supported":["a"],"x":[null]}""" + "\r\n", issuer);

        Assert.True(result.Error is null, description);
        Assert.Equal(address, result.KeySetAddress!.AbsoluteUri);
    }

    [Theory]
    [InlineData(
        "another issuer", """{"issuer":"https://other.example.com/","jwks_uri":"https://a/"}""",
        "another issuer than https://id.example.com/, slash included: it names 'https://other.example.com/'.")]
    [InlineData("the issuer without its slash", """{"issuer":"https://id.example.com","jwks_uri":"https://a/"}""", "another issuer")]
    [InlineData("the issuer in capitals", """{"issuer":"https://ID.example.com/","jwks_uri":"https://a/"}""", "another issuer")]
    [InlineData("no issuer", """{"jwks_uri":"https://a/"}""", "it names none.")]
    [InlineData(
        "a second issuer", """{"issuer":"https://id.example.com/","issuer":"https://id.example.com/","jwks_uri":"https://a/"}""",
        "one reading")]
    [InlineData(
        "a second issuer in capitals", """{"issuer":"https://other/","ISSUER":"https://id.example.com/","jwks_uri":"https://a/"}""",
        "lower case")]
    [InlineData("jwks_uri in capitals", """{"issuer":"https://id.example.com/","JWKS_URI":"https://a/"}""", "lower case")]
    [InlineData("jwks_uri on plain http", """{"issuer":"https://id.example.com/","jwks_uri":"http://id.example.com/keys"}""", "jwks_uri is http, and the document")]
    [InlineData(
        "jwks_uri with a password", """{"issuer":"https://id.example.com/","jwks_uri":"https://user:secret@id.example.com/keys"}""",
        "jwks_uri has a user name.")]
    [InlineData(
        "jwks_uri with a user name alone", """{"issuer":"https://id.example.com/","jwks_uri":"https://user@id.example.com/keys"}""",
        "jwks_uri has a user name.")]
    [InlineData(
        "jwks_uri with an empty user name", """{"issuer":"https://id.example.com/","jwks_uri":"https://@id.example.com/keys"}""",
        "jwks_uri has a user name.")]
    [InlineData(
        "jwks_uri in this machine", """{"issuer":"https://id.example.com/","jwks_uri":"http://127.0.0.1:8080/keys"}""",
        "jwks_uri is http, and the document that names it was fetched over https:")]
    [InlineData(
        "jwks_uri in this machine by name", """{"issuer":"https://id.example.com/","jwks_uri":"http://localhost/keys"}""",
        "jwks_uri is http, and the document that names it was fetched over https:")]
    [InlineData(
        "jwks_uri in this machine by IPv6", """{"issuer":"https://id.example.com/","jwks_uri":"http://[::1]/keys"}""",
        "jwks_uri is http, and the document that names it was fetched over https:")]
    [InlineData("jwks_uri a file", """{"issuer":"https://id.example.com/","jwks_uri":"file:///etc/passwd"}""", "https URL")]
    [InlineData("jwks_uri relative", """{"issuer":"https://id.example.com/","jwks_uri":"/keys"}""", "https URL")]
    [InlineData("no jwks_uri", """{"issuer":"https://id.example.com/"}""", "https URL")]
    [InlineData("jwks_uri a list", """{"issuer":"https://id.example.com/","jwks_uri":["https://a/"]}""", "must be a string")]
    [InlineData("issuer a number", """{"issuer":5,"jwks_uri":"https://a/"}""", "must be a string")]
    [InlineData("cut short", """{"issuer":"https://id.example.com/","jwks_uri":"https://a/" """, "one reading")]
    [InlineData("HTML", "<!doctype html>", "not a JSON object")]
    [InlineData("nothing", "", "not a JSON object")]
    public void Rejects_UnusableDocuments(string description, string document, string cause)
    {
        DiscoveryReadResult result = Read(document);

        Assert.True(result.KeySetAddress is null, description);
        Assert.Contains(cause, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_AForeignIssuer_ShortenedAndOnOneLine()
    {
        string foreign = "https://a/\\n" + new string('a', 1_000);

        string? error = Read($$"""{"issuer":"{{foreign}}","jwks_uri":"https://a/"}""").Error;

        Assert.Contains("it names 'https://a/\\u000Aaaa", error, StringComparison.Ordinal);
        Assert.Contains("aaa…'.", error, StringComparison.Ordinal);
        Assert.InRange(error!.Length, 1, 400);
    }

    [Theory]
    [InlineData(
        "https://a.example.com", "https://a.example.com/.well-known/openid-configuration",
        "https://a.example.com/.well-known/oauth-authorization-server")]
    [InlineData(
        "https://a.example.com/", "https://a.example.com/.well-known/openid-configuration",
        "https://a.example.com/.well-known/oauth-authorization-server")]
    [InlineData(
        "https://a.example.com/t/1/", "https://a.example.com/t/1/.well-known/openid-configuration",
        "https://a.example.com/.well-known/oauth-authorization-server/t/1")]
    [InlineData(
        "http://127.0.0.1:5000/t", "http://127.0.0.1:5000/t/.well-known/openid-configuration",
        "http://127.0.0.1:5000/.well-known/oauth-authorization-server/t")]
    public void Places_WellKnownAddresses(string issuer, string openId, string oauth)
    {
        Assert.Equal(openId, DiscoveryAddress.OpenId(issuer).AbsoluteUri);
        Assert.Equal(oauth, DiscoveryAddress.OAuth(issuer).AbsoluteUri);
    }

    private static DiscoveryReadResult Read(string document, string issuer = Issuer) =>
        DiscoveryReader.Read(Encoding.UTF8.GetBytes(document), issuer, new Uri(issuer), InsecureHosts.None);
}
