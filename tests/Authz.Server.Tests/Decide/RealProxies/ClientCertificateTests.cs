using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Authz.AspNetCore.Definitions;
using Authz.Server.Tests.Proxies;
using Authz.Testing;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>
/// Certificate-bound tokens through real proxies that end TLS, configured as printed but for TLS itself: the client's own header of that
/// name says nothing.
/// </summary>
public sealed class ClientCertificateTests : IDisposable
{
    private const string Audience = "pets-api";
    private const string ServerName = "localhost";

    private readonly FakeIssuer _issuer = new();
    private readonly X509Certificate2 _owner = TestCertificate.Create();
    private readonly X509Certificate2 _thief = TestCertificate.Create();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("authz-tls-");

    [SkippableTheory]
    [InlineData("nginx", "X-Forwarded-Client-Cert")]
    [InlineData("caddy", "Client-Cert")]
    public async Task Accepts_OnlyTheConnectionsCertificate(string name, string header)
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddAuthorizer("idp", new AuthorizerDefinition
            {
                JwtConfiguration = [new JwtConfiguration { Issuer = _issuer.Issuer, Audience = [Audience] }],
                TokenBinding = new TokenBinding { MutualTls = TokenBindingRule.Allowed },
            })
            .AddRoute("GET /pets", "idp")
            .Build();
        ApiAuthorizerOptions options = new() { KeyFetchHandler = _issuer.CreateHandler() };
        await using ProxyUnderTest proxy = await ProxyUnderTest.StartAsync(name, definition, options, edit: name == "nginx" ? EndTlsInNginx : EndTlsInCaddy);
        Uri address = new UriBuilder(proxy.Address) { Scheme = "https", Path = "/pets" }.Uri;
        string bound = _issuer.Token(Audience)
            .With("cnf", new JsonObject { ["x5t#S256"] = ClientCertificate.ThumbprintOf(_owner.RawData) })
            .Sign(_issuer.CurrentKey);
        string lie = name == "nginx"
            ? $"Cert=\"{Uri.EscapeDataString(_owner.ExportCertificatePem())}\""
            : $":{Convert.ToBase64String(_owner.RawData)}:";

        Assert.Equal(200, await CallAsync(address, bound, _owner));
        Assert.Equal(401, await CallAsync(address, bound, _thief));
        Assert.Equal(401, await CallAsync(address, bound, certificate: null));
        Assert.Equal(401, await CallAsync(address, bound, _thief, header, lie));
        Assert.Equal(401, await CallAsync(address, bound, certificate: null, header, lie));
        Assert.Equal(200, await CallAsync(address, bound, _owner, header, "Hash=0"));
        Assert.Equal(200, await CallAsync(address, _issuer.Mint(Audience), certificate: null));
    }

    public void Dispose()
    {
        _owner.Dispose();
        _thief.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<int> CallAsync(
        Uri address, string token, X509Certificate2? certificate, string? header = null, string? value = null)
    {
        using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
        if (certificate is not null)
        {
            handler.ClientCertificates.Add(certificate);
        }

        using HttpClient client = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Host = ServerName;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    private string EndTlsInNginx(string configuration)
    {
        (string certificate, string key) = WriteServerCertificate();
        return configuration.Replace(
            ";\n        client_max_body_size",
            $" ssl;\n        ssl_certificate {certificate};\n        ssl_certificate_key {key};\n"
            + "        ssl_verify_client optional_no_ca;\n        client_max_body_size",
            StringComparison.Ordinal);
    }

    private string EndTlsInCaddy(string configuration)
    {
        (string certificate, string key) = WriteServerCertificate();
        return configuration
            .Replace("http://:", $"https://{ServerName}:", StringComparison.Ordinal)
            .Replace(
                "\n    route {",
                $"\n    tls {certificate} {key} {{\n        client_auth {{\n            mode request\n        }}\n    }}\n\n    route {{",
                StringComparison.Ordinal);
    }

    private (string Certificate, string Key) WriteServerCertificate()
    {
        using X509Certificate2 server = TestCertificate.Create(ServerName);
        string certificate = Path.Combine(_folder.FullName, "server.pem");
        string key = Path.Combine(_folder.FullName, "server.key");
        File.WriteAllText(certificate, server.ExportCertificatePem());
        File.WriteAllText(key, server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (certificate, key);
    }
}
