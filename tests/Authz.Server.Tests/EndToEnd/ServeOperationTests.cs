using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.Server.Tests.Attacks;
using Authz.Server.Tests.Gateway;
using Authz.Testing;

namespace Authz.Server.Tests.EndToEnd;

/// <summary>What an operator does to <c>authz serve</c>: certificates, reloads, health, the end.</summary>
public sealed class ServeOperationTests : IDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-serve").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Drains_OnSigterm_AndDropsNoRequest()
    {
        await using RecordingBackend backend = new();
        using ManualResetEventSlim asked = new();
        using ManualResetEventSlim release = new();
        backend.Answer = _ =>
        {
            asked.Set();
            release.Wait(s_patience);
            return "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate";
        };
        using Process gateway = StartProcess(
            "serve", "--target", backend.Address, "--listen", "http://127.0.0.1:0", "--health", "http://127.0.0.1:0");
        Uri health = new((await FindLineAsync(gateway, "Health on")).Split(' ')[2]);
        Uri address = new((await FindLineAsync(gateway, "Listening on")).Split(' ')[2]);
        using HttpClient client = new();
        Uri ready = new(health, "/readyz");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(ready)).StatusCode);

        Task<string> underWay = client.GetStringAsync(new Uri(address, "/x"));
        await Task.Run(() => asked.Wait(s_patience));
        using (Process kill = Process.Start("kill", ["-TERM", gateway.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        Stopwatch waited = Stopwatch.StartNew();
        while ((await client.GetAsync(ready)).StatusCode == HttpStatusCode.OK)
        {
            Assert.True(waited.Elapsed < s_patience, "It is ready long after it was told to stop.");
        }

        Assert.False(underWay.IsCompleted);
        release.Set();
        Assert.Equal("late", await underWay.WaitAsync(s_patience));
        await gateway.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, gateway.ExitCode);
        using TcpClient late = new();
        await Assert.ThrowsAnyAsync<SocketException>(() => late.ConnectAsync(address.Host, address.Port));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Ends_Quietly_WhileItWaitsForTheFirstKeys(string signal)
    {
        using TcpListener issuer = new(IPAddress.Loopback, 0);
        issuer.Start();
        string definition = await WriteAsync("waiting.json", $$"""
            {
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "http://{{issuer.LocalEndpoint}}/", "audience": ["a"] } } },
              "routes": { "GET /a": { "authorizer": "idp" } }
            }
            """);
        await using ServerProcess gateway = ServerProcess.Start(
            "", "serve", definition, "--target", "http://127.0.0.1:9", "--listen", "http://127.0.0.1:0");

        using TcpClient asked = await issuer.AcceptTcpClientAsync().WaitAsync(s_patience);
        int exit = await gateway.EndAsync(signal);

        Assert.Equal(("", 0), (gateway.Error.Trim(), exit));
    }

    [Fact]
    public async Task Serves_Http2OverTls_AsKestrelIsConfigured()
    {
        using X509Certificate2 certificate = CreateCertificate();
        await File.WriteAllTextAsync(Path.Combine(_folder, "cert.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        string configuration = await WriteAsync("kestrel.json", $$"""
            { "Kestrel": { "Endpoints": { "https": {
                "Url": "https://127.0.0.1:0",
                "Protocols": "Http1AndHttp2",
                "Certificate": { "Path": "{{_folder}}/cert.pem", "KeyPath": "{{_folder}}/key.pem" } } } } }
            """);
        await using RecordingBackend backend = new();
        await using RunningCommand serve = RunningCommand.Start("serve", "--target", backend.Address, "--kestrel", configuration);
        Uri address = new((await serve.FindLineAsync("Listening on")).Split(' ')[2]);
        using SocketsHttpHandler handler = new()
        {
            SslOptions = new()
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) =>
                    presented?.GetCertHashString() == certificate.GetCertHashString(),
            },
        };
        using HttpClient client = new(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using HttpResponseMessage answer = await client.GetAsync(new Uri(address, "/x"));

        Assert.Equal((HttpVersion.Version20, HttpStatusCode.OK), (answer.Version, answer.StatusCode));
        Assert.Single(answer.Headers.GetValues("apigw-requestid"));
        Assert.Contains("proto=https", backend.LastRequest, StringComparison.Ordinal);
        Assert.Contains("Via: 2 authz", backend.LastRequest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no file", null, "cannot be read")]
    [InlineData("no JSON", "{", "cannot be read")]
    [InlineData("no endpoint", "{}", "names no endpoint")]
    [InlineData(
        "no certificate",
        """{ "Kestrel": { "Endpoints": { "a": { "Url": "https://127.0.0.1:0", "Certificate": { "Path": "/nowhere.pem" } } } } }""",
        "/nowhere.pem")]
    [InlineData("no address", """{ "Kestrel": { "Endpoints": { "a": { "Url": "nonsense" } } } }""", "nonsense")]
    public async Task Rejects_AKestrelFileThatCannotBeUsed_InOneLine(string description, string? content, string problem)
    {
        string path = content is null ? "/nowhere/kestrel.json" : await WriteAsync("kestrel.json", content);

        (int exit, string output,
            string error) = await RunningCommand.RunAsync("serve", "--target", "http://127.0.0.1:1", "--kestrel", path);

        Assert.Equal((description, 1, string.Empty), (description, exit, output));
        Assert.Contains(problem, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reloads_ItsFile()
    {
        await using RecordingBackend backend = new();
        string file = await WriteAsync("authz.json", Definition("GET /a", backend.Address));
        await using RunningCommand serve = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0");
        using HttpClient client = new() { BaseAddress = new Uri((await serve.FindLineAsync("Listening on")).Split(' ')[2]) };
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/b")).StatusCode);

        await WriteAsync("authz.json", Definition("GET /b", backend.Address));
        await serve.FindLineAsync("Reloaded: pets, 1 routes");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/b")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/a")).StatusCode);
    }

    [Fact]
    public async Task Reports_AFailedBackendRequest_InOneLine()
    {
        string file = await WriteAsync("authz.json", Definition("GET /a", "http://127.0.0.1:1/secret"));
        using Process gateway = StartProcess("serve", file, "--listen", "http://127.0.0.1:0");
        Uri address = new((await FindLineAsync(gateway, "Listening on")).Split(' ')[2]);
        using HttpClient client = new();
        for (int request = 0; request < 2; request++)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri(address, "/a"));

            string? line = await gateway.StandardError.ReadLineAsync().WaitAsync(s_patience);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(
                "warn: Authz.Server.Gateway.Backends.BackendForwarder[401] Request " +
                $"{answer.Headers.GetValues("apigw-requestid").Single()} to GET /a: http://127.0.0.1:1 failed: Connection refused",
                line);
        }

        gateway.Kill();
        Assert.Equal(string.Empty, await gateway.StandardError.ReadToEndAsync().WaitAsync(s_patience));
    }

    [Fact]
    public async Task Warns_AtStart_OfKeysOverHttp_AndOfKeysThatAreNotUsed()
    {
        string file = Path.Combine(_folder, "authz.json");
        string good = SigningKey.Create("ES256", "good").ToPublicJwk().ToJsonString();
        await File.WriteAllTextAsync(file, $$"""
            { "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": [
                { "issuer": "http://127.0.0.1:1/", "audience": ["api"], "insecureHttpHosts": ["keycloak:8080"] },
                { "issuer": "inline", "audience": ["api"],
                  "jwks": { "keys": [{ "kty": "RSA", "kid": "weak", "n": "AQ", "e": "AQAB" }, {{good}}] } }
              ] } },
              "routes": { "GET /a": { "authorizer": "idp", "tokenRequired": false } } }
            """);
        using Process gateway = StartProcess("serve", file, "--target", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0");
        string route = await FindLineAsync(gateway, "GET /a");
        await FindLineAsync(gateway, "Listening on");
        gateway.Kill();
        string error = await gateway.StandardError.ReadToEndAsync().WaitAsync(s_patience);

        Assert.Contains("idp (open: no token required)", route, StringComparison.Ordinal);
        Assert.Contains(
            "authz: warning: the keys of http://127.0.0.1:1/ may come from keycloak:8080 over http: whoever is on the way to it can " +
            "issue tokens.\n",
            error,
            StringComparison.Ordinal);
        Assert.Contains("authz: warning: inline: keys[0] (kid ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_RoutesAuthorizersAndIssuersAtStart()
    {
        await using IssuerUnderTest issuer = await IssuerUnderTest.StartAsync("dev issuer");
        string file = await WriteAsync("authz.json", $$"""
            {
              "name": "pets",
              "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{issuer.Issuer}}", "audience": ["pets-api"] } } },
              "routes": {
                "GET /pets": { "authorizer": "idp", "authorizationScopes": ["pets:read"], "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1/p" } },
                "GET /health": { "authorizationType": "NONE" }
              }
            }
            """);
        await using RunningCommand serve = RunningCommand.Start(
            "serve", file, "--target", "http://127.0.0.1:2", "--listen", "http://127.0.0.1:0");

        await serve.FindLineAsync("Listening on");

        string[] lines = serve.Output.ToString().Split('\n');
        Assert.Contains(lines, line => Words(line) is ["GET", "/pets", "idp", "pets:read", "http://127.0.0.1:1/p"]);
        Assert.Contains(lines, line => Words(line) is ["GET", "/health", "NONE", "(open)", "http://127.0.0.1:2/"]);
        Assert.Contains(
            lines, line => line.Contains(issuer.Issuer, StringComparison.Ordinal) && line.Contains("RS256", StringComparison.Ordinal));
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Definition(string routeKey, string backend) => $$"""
        { "name": "pets", "routes": { "{{routeKey}}": { "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "{{backend}}" } } } }
        """;

    private async Task<string> WriteAsync(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, content);
        return path;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private static Process StartProcess(params string[] arguments) => Process.Start(
        new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Authz.Server.dll"), .. arguments])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static async Task<string> FindLineAsync(Process process, string part)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"It ended without '{part}'.");
    }
}
