using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Authz.Server.Tests.Decide;

/// <summary>Mutual TLS: a certificate of the proxies' authority is all that a proxy needs, and nothing else is enough.</summary>
public sealed class ProxyTlsTests : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Accepts_CertificatesOfTheAuthorityAlone()
    {
        using X509Certificate2 authority = CreateAuthority("proxies");
        using X509Certificate2 others = CreateAuthority("others");
        using X509Certificate2 server = Issue(authority, "decider", ServerAuthentication);
        using X509Certificate2 proxy = Issue(authority, "proxy", ClientAuthentication);
        await File.WriteAllTextAsync(In("authz.json"), """{ "routes": { "GET /open": { "authorizationType": "NONE" } } }""");
        await File.WriteAllTextAsync(In("ca.pem"), authority.ExportCertificatePem());
        await File.WriteAllTextAsync(In("server.pem"), server.ExportCertificatePem());
        await File.WriteAllTextAsync(In("server.key"), server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await using RunningCommand decide = RunningCommand.Start(
            "decide", In("authz.json"), "--forward-auth", "https://127.0.0.1:0", "--proxy", "nginx",
            "--certificate", In("server.pem"), "--certificate-key", In("server.key"), "--proxy-authority", In("ca.pem"));
        string address = (await decide.FindLineAsync("Listening on")).Split(' ')[2];

        Assert.Equal(200, await AskAsync(address, proxy));
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(address, null));
        using X509Certificate2 stranger = Issue(others, "proxy", ClientAuthentication);
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(address, stranger));
        using X509Certificate2 anotherServer = Issue(authority, "decider", ServerAuthentication);
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(address, anotherServer));
    }

    [Fact]
    public async Task Rejects_FilesWithoutACertificate()
    {
        await File.WriteAllTextAsync(In("authz.json"), """{ "routes": { "GET /open": { "authorizationType": "NONE" } } }""");
        await File.WriteAllTextAsync(In("empty.pem"), "");

        (int exit, _, string error) = await RunningCommand.RunAsync(
            "decide", In("authz.json"), "--ext-authz", "https://127.0.0.1:0",
            "--certificate", In("empty.pem"), "--certificate-key", In("empty.pem"), "--proxy-authority", In("empty.pem"));

        Assert.Equal(1, exit);
        Assert.Contains("empty.pem has no certificate.", error, StringComparison.Ordinal);
    }

    private static async Task<int> AskAsync(string address, X509Certificate2? certificate)
    {
        using SocketsHttpHandler handler = new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
#pragma warning disable CA5359 // The test's own server, with a certificate of its own making.
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
                ClientCertificates = certificate is null ? [] : [certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            },
        };
        using HttpClient client = new(handler);
        using HttpRequestMessage question = new(HttpMethod.Get, address);
        question.Headers.Add("X-Original-Method", "GET");
        question.Headers.Add("X-Original-URI", "/open");
        question.Headers.Add("X-Real-IP", "192.0.2.7");
        using HttpResponseMessage answer = await client.SendAsync(question);
        return (int)answer.StatusCode;
    }

    private static X509Certificate2 CreateAuthority(string name)
    {
        CertificateRequest request = new($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, string purpose)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: true));
        using X509Certificate2 issued =
            request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
