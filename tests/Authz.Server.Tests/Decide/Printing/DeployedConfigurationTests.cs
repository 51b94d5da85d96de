using Authz.Tests;

namespace Authz.Server.Tests.Decide.Printing;

/// <summary>The files in <c>deploy/</c> are what <c>authz decide --print</c> prints; <c>AUTHZ_WRITE_DOCS=1</c> writes them.</summary>
public sealed class DeployedConfigurationTests
{
    [Theory]
    [InlineData("nginx", "nginx/nginx.conf")]
    [InlineData("caddy", "caddy/Caddyfile")]
    [InlineData("traefik", "traefik/traefik.yaml")]
    [InlineData("envoy", "envoy/envoy.yaml")]
    [InlineData("envoy", "envoy/envoy-http.yaml", "--forward-auth", "http://127.0.0.1:9001")]
    [InlineData("httproute", "httproute/httproute.yaml")]
    public async Task Prints_WhatIsDeployed(string proxy, string file, params string[] options)
    {
        string definition = RepositoryFile.FullPath("deploy/authz.yaml");
        string upstream = proxy == "httproute" ? "http://pets:5001" : "http://127.0.0.1:5001";

        (int exit, string output, string error) =
            await RunningCommand.RunAsync(["decide", definition, "--print", proxy, "--upstream", upstream, .. options]);

        Assert.Equal((0, string.Empty), (exit, error));
        output = output.Replace(definition, "authz.yaml", StringComparison.Ordinal);
        string path = RepositoryFile.FullPath($"deploy/{file}");
        if (Environment.GetEnvironmentVariable("AUTHZ_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, output);
        }

        Assert.Equal(await File.ReadAllTextAsync(path), output);
    }

    [Theory]
    [InlineData("nginx", "server unix:/run/authz.sock;")]
    [InlineData("caddy", "reverse_proxy unix//run/authz.sock {")]
    public async Task Prints_UnixSockets(string proxy, string line) =>
        Assert.Contains(line, await PrintDeployedAsync(proxy, "--forward-auth", "unix:/run/authz.sock"), StringComparison.Ordinal);

    [Theory]
    [InlineData("nginx", "proxy_ssl_certificate ")]
    [InlineData("caddy", "tls_client_auth ")]
    [InlineData("traefik", "cert: ")]
    public async Task Prints_MutualTls(string proxy, string line) =>
        Assert.Contains(line, await PrintDeployedAsync(proxy, "--forward-auth", "https://10.0.0.5:9001"), StringComparison.Ordinal);

    [Theory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    [InlineData("traefik")]
    [InlineData("envoy")]
    [InlineData("httproute")]
    public async Task Prints_TheUpstreamOfAnotherMachine(string proxy) =>
        Assert.Contains(proxy == "httproute" ? "name: \"pets.example\"" : "pets.example", await PrintDeployedAsync(proxy), StringComparison.Ordinal);

    [Theory]
    [InlineData("nginx", "proxy_set_header X-Forwarded-Client-Cert 'Cert=\"$ssl_client_escaped_cert\"';", "--client-certificate-header X-Forwarded-Client-Cert")]
    [InlineData("caddy", "header_up Client-Cert \":{http.request.tls.client.certificate_der_base64}:\"", "--client-certificate-header Client-Cert")]
    [InlineData("envoy", "forward_client_cert_details: SANITIZE_SET", "--client-certificate-header X-Forwarded-Client-Cert")]
    public async Task Prints_WhichCertificateTheClientHasShown(string proxy, string line, string option)
    {
        string definition = Path.GetTempFileName();
        await File.WriteAllTextAsync(definition, """
            authorizers:
              idp:
                type: JWT
                jwtConfiguration: { issuer: "https://id.example.com/", audience: [pets] }
                tokenBinding: { mutualTls: ALLOWED, dpop: ALLOWED, origins: ["https://api.example.com"] }
            routes:
              GET /pets: { authorizer: idp, condition: { StringEquals: { "request:header.x-region": "eu" } } }
            """);

        string printed = await PrintAsync(proxy, definition);
        string overHttp = await PrintAsync("envoy", definition, "--forward-auth", "http://127.0.0.1:9001");

        Assert.Contains(line, printed, StringComparison.Ordinal);
        Assert.Contains(option, printed, StringComparison.Ordinal);
        Assert.All(
            (string[])["dpop", "x-forwarded-client-cert", "x-region"],
            name => Assert.Contains($"- {{ exact: \"{name}\" }}", overHttp, StringComparison.Ordinal));
        Assert.DoesNotContain(option, await PrintDeployedAsync(proxy), StringComparison.Ordinal);
        File.Delete(definition);
    }

    [Theory]
    [InlineData("envoy", "with_request_body: { max_request_bytes: 2097152, allow_partial_message: true, pack_as_bytes: true }")]
    [InlineData("httproute", "forwardBody: { maxSize: 2097152 }")]
    public async Task Prints_HowMuchOfABodyToolsNeed(string proxy, string line)
    {
        string definition = Path.GetTempFileName();
        await File.WriteAllTextAsync(definition, """
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [mcp] } }
            routes:
              POST /mcp: { authorizer: idp, tools: { get: {} }, maximumToolBody: 2097152 }
              POST /other: { authorizer: idp, tools: { get: {} } }
            """);

        Assert.Contains(line, await PrintAsync(proxy, definition), StringComparison.Ordinal);
        Assert.DoesNotContain(line.Split(':')[0], await PrintDeployedAsync(proxy), StringComparison.Ordinal);
        (int exit, _, string error) = await RunningCommand.RunAsync("decide", definition, "--print", "nginx", "--upstream", "https://pets.example");
        Assert.Equal(1, exit);
        Assert.Contains("tools are told by the body", error, StringComparison.Ordinal);
        File.Delete(definition);
    }

    private static Task<string> PrintDeployedAsync(string proxy, params string[] options) =>
        PrintAsync(proxy, RepositoryFile.FullPath("deploy/authz.yaml"), options);

    private static async Task<string> PrintAsync(string proxy, string definition, params string[] options)
    {
        (int exit, string output, string error) =
            await RunningCommand.RunAsync(["decide", definition, "--print", proxy, "--upstream", "https://pets.example", .. options]);
        Assert.Equal((0, string.Empty), (exit, error));
        return output;
    }
}
