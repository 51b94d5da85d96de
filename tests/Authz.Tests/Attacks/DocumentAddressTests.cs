using System.Net;
using System.Text;
using System.Text.Json;
using Authz.Tests.Keys;

namespace Authz.Tests.Attacks;

/// <summary>
/// A document never leads to http, to user information, or into this machine for an issuer elsewhere, wherever it comes from. Only the
/// definition's own <c>jwksUri</c> may be http on a loopback address: that is the operator's word.
/// </summary>
public sealed class DocumentAddressTests
{
    private const string OAuthAddress = "https://id.example.com/.well-known/oauth-authorization-server/tenant";

    private static readonly string[] s_addresses =
    [
        "http://id.example.com/keys", "http://127.0.0.1/keys", "http://127.1/keys", "http://2130706433/keys", "http://0x7f.1/keys",
        "http://localhost:8080/keys", "http://[::1]/keys", "http://[::ffff:127.0.0.1]/keys", "http://169.254.169.254/latest",
        "https://user@id.example.com/keys", "https://user:secret@id.example.com/keys", "https://@id.example.com/keys",
        "https://id.example.com@127.0.0.1/keys", "HTTP://127.0.0.1/keys", "file:///etc/passwd", "//127.0.0.1/keys",
    ];

    private readonly TestJwk _key = TestJwk.Create("k");

    public static TheoryData<string, string> Documents
    {
        get
        {
            TheoryData<string, string> documents = [];
            foreach (string address in s_addresses)
            {
                documents.Add("discovery", address);
                documents.Add("RFC 8414 metadata", address);
            }

            return documents;
        }
    }

    public static TheoryData<int, bool, string> Redirects
    {
        get
        {
            TheoryData<int, bool, string> redirects = [];
            foreach (int status in (int[])[301, 302, 303, 307, 308])
            {
                foreach (string address in (string[])["http://127.0.0.1/keys", "https://id.example.com/elsewhere", "/keys"])
                {
                    redirects.Add(status, true, address);
                    redirects.Add(status, false, address);
                }
            }

            return redirects;
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Asks_NoAddress_ThatADocumentMayNotName(string document, string address)
    {
        using KeysUnderTest test = new();
        List<string> asked = Record(test, request => request.RequestUri!.AbsoluteUri switch
        {
            ScriptedIssuer.DiscoveryAddress when document == "discovery" => Metadata(test, address),
            OAuthAddress when document != "discovery" => Metadata(test, address),
            ScriptedIssuer.DiscoveryAddress => new HttpResponseMessage(HttpStatusCode.NotFound),
            _ => test.Remote.Json(TestJwk.SetOf(_key.Json)),
        });

        await test.Keys.WarmUpAsync(default);

        Assert.False(test.Keys.IsUsable);
        Assert.Contains("jwks_uri", test.Keys.GetStatus().LastError, StringComparison.Ordinal);
        Assert.All(asked, one => Assert.True(one is ScriptedIssuer.DiscoveryAddress or OAuthAddress, one));
    }

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task Follows_NoRedirect(int status, bool isOfDiscovery, string address)
    {
        using KeysUnderTest test = new();
        List<string> asked = Record(test, request =>
        {
            if ((request.RequestUri!.AbsoluteUri == ScriptedIssuer.DiscoveryAddress) != isOfDiscovery)
            {
                return test.Remote.AnswerWell(request);
            }

            HttpResponseMessage redirect = new((HttpStatusCode)status);
            redirect.Headers.Location = new Uri(address, UriKind.RelativeOrAbsolute);
            return redirect;
        });

        await test.Keys.WarmUpAsync(default);

        Assert.False(test.Keys.IsUsable);
        Assert.Contains($"status {status}", test.Keys.GetStatus().LastError, StringComparison.Ordinal);
        Assert.All(asked, one => Assert.True(one is ScriptedIssuer.DiscoveryAddress or ScriptedIssuer.KeySetAddress, one));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/keys", true)]
    [InlineData("http://localhost:8080/keys", true)]
    [InlineData("http://id.example.com/keys", false)]
    [InlineData("https://user@id.example.com/keys", false)]
    public void Takes_TheOperatorsWord_ForHttpWithinThisMachineOnly(string jwksUri, bool isUsable)
    {
        string definition = $$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": {
                "issuer": "{{ScriptedIssuer.Issuer}}", "audience": ["a"], "jwksUri": "{{jwksUri}}" } } },
              "routes": { "GET /a": { "authorizer": "idp" } }
            }
            """;

        bool isRead = ApiDefinitionReader.TryRead(
            Encoding.UTF8.GetBytes(definition), out _, out IReadOnlyList<DefinitionProblem> problems);

        Assert.Equal(isUsable, isRead);
        Assert.All(problems, problem => Assert.EndsWith("/jwksUri", problem.Path, StringComparison.Ordinal));
    }

    private static HttpResponseMessage Metadata(KeysUnderTest test, string address) =>
        test.Remote.Json($$"""{"issuer":"{{ScriptedIssuer.Issuer}}","jwks_uri":{{JsonSerializer.Serialize(address)}}}""");

    private static List<string> Record(KeysUnderTest test, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        List<string> asked = [];
        test.Remote.Answer = (request, _) =>
        {
            asked.Add(request.RequestUri!.AbsoluteUri);
            return Task.FromResult(answer(request));
        };
        return asked;
    }
}
