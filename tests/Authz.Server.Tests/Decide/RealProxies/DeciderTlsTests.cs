using System.Net;
using System.Security.Cryptography.X509Certificates;
using Authz.Server.Tests.Gateway;
using Authz.Tests;

namespace Authz.Server.Tests.Decide.RealProxies;

/// <summary>
/// A real proxy asks <c>authz decide</c> over mutual TLS. Both are configured as printed, but for the folder of the placeholder files.
/// </summary>
public sealed class DeciderTlsTests : IDisposable
{
    private const string Definition = """{ "routes": { "GET /open": { "authorizationType": "NONE" } } }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-tls-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("nginx", "authz-decider")]
    [InlineData("caddy", "any")]
    public async Task Accepts_OverMutualTlsAsPrinted(string name, string certificateName) =>
        Assert.Equal((200, 1), await AskAsync(name, certificateName));

    // Caddy looks for the address in the certificate, nginx for a name alone.
    [SkippableFact]
    public async Task Rejects_WhereTheCertificateHasAnotherName() => Assert.Equal((500, 0), await AskAsync("nginx", "authz-other"));

    // The status for a client, and how many requests have reached the upstream.
    private async Task<(int Status, int Arrived)> AskAsync(string name, string certificateName)
    {
        Requirement.Program(name);
        Uri decider = new UriBuilder(FreeAddress.Find()) { Scheme = "https" }.Uri;
        WriteCertificates(certificateName, IPAddress.Parse(decider.Host));
        await File.WriteAllTextAsync(In("authz.json"), Definition);
        Uri listen = FreeAddress.Find();
        await using RecordingBackend backend = new();
        (_, string printed, _) = await RunningCommand.RunAsync(
            "decide", In("authz.json"), "--print", name, "--forward-auth", decider.ToString(), "--upstream", backend.Address,
            "--listen", listen.ToString());
        string asked = printed.Split('\n').First(line => line.StartsWith("# It asks:", StringComparison.Ordinal));
        string[] command = [.. asked.Split(" authz ")[1].Split(' ').Select(word => File.Exists(In(word)) ? In(word) : word)];
        await using RunningCommand decide = RunningCommand.Start(command);
        await decide.FindLineAsync("Listening on");
        await using RealProxy proxy = await RealProxy.StartAsync(name, printed.Replace($"/etc/{name}/authz", _folder, StringComparison.Ordinal));

        using HttpClient client = new();
        using HttpResponseMessage answer = await client.GetAsync(new Uri(listen, "/open"));
        return ((int)answer.StatusCode, backend.Requests.Count);
    }

    private void WriteCertificates(string certificateName, IPAddress address)
    {
        using X509Certificate2 authority = IssuedCertificate.CreateAuthority("proxies");
        using X509Certificate2 decider = IssuedCertificate.CreateServer(authority, certificateName, address);
        using X509Certificate2 proxy = IssuedCertificate.CreateClient(authority, "proxy");
        File.WriteAllText(In("authority.pem"), authority.ExportCertificatePem());
        Write(decider, "decider");
        Write(proxy, "proxy");
    }

    private void Write(X509Certificate2 certificate, string name)
    {
        File.WriteAllText(In(name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In(name + ".key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private string In(string file) => Path.Combine(_folder, file);
}
