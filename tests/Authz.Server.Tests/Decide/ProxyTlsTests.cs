using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Authz.Server.Tests.Decide;

/// <summary>Mutual TLS: a certificate of the proxies' authority is all that a proxy needs, and nothing else is enough.</summary>
public sealed class ProxyTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("authz-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Accepts_CertificatesOfTheAuthorityAlone()
    {
        using X509Certificate2 authority = IssuedCertificate.CreateAuthority("proxies");
        using X509Certificate2 others = IssuedCertificate.CreateAuthority("others");
        using X509Certificate2 server = IssuedCertificate.CreateServer(authority, "decider");
        using X509Certificate2 proxy = IssuedCertificate.CreateClient(authority, "proxy");
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
        using X509Certificate2 stranger = IssuedCertificate.CreateClient(others, "proxy");
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(address, stranger));
        using X509Certificate2 anotherServer = IssuedCertificate.CreateServer(authority, "decider");
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

    [Theory]
    [InlineData("server.pem", "other.key")]
    [InlineData("server.pem", "rsa.key")]
    [InlineData("server.pem", "garbled.key")]
    [InlineData("server.pem", "cut.key")]
    [InlineData("server.pem", "encrypted.key")]
    [InlineData("server.pem", "server.pem")]
    [InlineData("server.key", "server.key")]
    [InlineData("garbled.pem", "server.key")]
    [InlineData("server.pem", "absent.key")]
    [InlineData("absent.pem", "server.key")]
    [InlineData("folder", "server.key")]
    [InlineData("server.pem", "folder")]
    [InlineData("server.pem", "server.key", "garbled.pem")]
    [InlineData("server.pem", "server.key", "folder")]
    public async Task Rejects_FilesThatAreNoPair_AndNamesOne(string certificate, string key, string? authority = null)
    {
        await WritePairsAsync();

        (int exit, _, string error) = await RunningCommand.RunAsync(
        [
            "decide", In("authz.json"), "--ext-authz", "https://127.0.0.1:0", "--trusted-proxy", "127.0.0.1",
            "--certificate", In(certificate), "--certificate-key", In(key), .. authority is null ? Array.Empty<string>() : ["--proxy-authority", In(authority)],
        ]);

        Assert.Equal(1, exit);
        Assert.StartsWith("authz: the certificates cannot be used: ", error, StringComparison.Ordinal);
        Assert.Contains(_folder, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server.pem", "other.key")]
    [InlineData("server.pem", "rsa.key")]
    [InlineData("server.pem", "garbled.key")]
    [InlineData("server.pem", "encrypted.key")]
    [InlineData("garbled.pem", "server.key")]
    [InlineData("server.pem", "absent.key")]
    [InlineData("absent.pem", "server.key")]
    [InlineData("folder", "server.key")]
    [InlineData("server.pem", "folder")]
    public async Task Rejects_FilesThatAreNoPair_InAGatewaysFileToo(string certificate, string key)
    {
        await WritePairsAsync();
        JsonObject endpoint = new()
        {
            ["Url"] = "https://127.0.0.1:0",
            ["Certificate"] = new JsonObject { ["Path"] = In(certificate), ["KeyPath"] = In(key) },
        };
        await File.WriteAllTextAsync(
            In("kestrel.json"),
            new JsonObject { ["Kestrel"] = new JsonObject { ["Endpoints"] = new JsonObject { ["Https"] = endpoint } } }.ToJsonString());

        (int exit, _, string error) = await RunningCommand.RunAsync(
            "serve", In("authz.json"), "--target", "http://127.0.0.1:1", "--kestrel", In("kestrel.json"));

        Assert.Equal(1, exit);
        Assert.Contains("kestrel.json cannot be listened on: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private async Task WritePairsAsync()
    {
        using X509Certificate2 server = IssuedCertificate.CreateAuthority("decider");
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA rsa = RSA.Create(2048);
        string key = server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
        Directory.CreateDirectory(In("folder"));
        await File.WriteAllTextAsync(In("authz.json"), """{ "routes": { "GET /open": { "authorizationType": "NONE" } } }""");
        await File.WriteAllTextAsync(In("server.pem"), server.ExportCertificatePem());
        await File.WriteAllTextAsync(In("server.key"), key);
        await File.WriteAllTextAsync(In("cut.key"), key[..^40]);
        await File.WriteAllTextAsync(In("other.key"), other.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(In("rsa.key"), rsa.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(
            In("encrypted.key"),
            other.ExportEncryptedPkcs8PrivateKeyPem("a", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)));
        await File.WriteAllTextAsync(In("garbled.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
        await File.WriteAllTextAsync(In("garbled.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
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

    private string In(string name) => Path.Combine(_folder, name);
}
