using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Authz.Server.Tests.Proxies;

namespace Authz.Server.Tests.Attacks.Binding;

/// <summary>
/// The whole walk of RFC 9449, nonces included, and certificate-bound tokens of RFC 8705, with an issuer and three clients that nobody here
/// wrote, through ASP.NET Core, the gateway and nginx.
/// </summary>
public sealed class WalkTests
{
    [SkippableFact]
    public async Task Walks_WithForeignClients_ThroughEveryHost()
    {
        await using NodeProcess node = NodeProcess.Start("Binding/walk.mjs");
        string issuer = (await node.Output.ReadLineAsync())!;
        using X509Certificate2 certificate = TestCertificate.Create();
        await using WalkHosts hosts = await WalkHosts.StartAsync(issuer);
        await node.Input.WriteLineAsync(new JsonObject
        {
            ["apis"] = new JsonArray([.. hosts.Urls.Select(api => new JsonObject { ["name"] = api.Key, ["url"] = api.Value })]),
            ["certificate"] = certificate.ExportCertificatePem(),
        }.ToJsonString());
        await node.Input.FlushAsync();

        List<string> findings = [];
        string? line = await node.Output.ReadLineAsync();
        for (; line is not null && !line.StartsWith("token ", StringComparison.Ordinal); line = await node.Output.ReadLineAsync())
        {
            findings.Add(line);
        }

        Assert.Empty(findings);
        string token = line!["token ".Length..];
        Assert.Equal(200, await hosts.CallWithCertificateAsync(certificate, token));
        Assert.Equal(401, await hosts.CallWithCertificateAsync(null, token));
        using X509Certificate2 other = TestCertificate.Create();
        Assert.Equal(401, await hosts.CallWithCertificateAsync(other, token));
        await node.Input.WriteLineAsync();
        (int exitCode, string output) = await node.FinishAsync();
        Assert.Equal((0, ""), (exitCode, output));
    }
}
