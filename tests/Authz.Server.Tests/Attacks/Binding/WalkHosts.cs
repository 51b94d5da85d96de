using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Authz.AspNetCore;
using Authz.Server.Decide;
using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Stages;
using Authz.Server.Proxies;
using Authz.Server.Tests.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Server.Tests.Attacks.Binding;

/// <summary>One API of bound tokens in each host, at the addresses that its definition names, and a gateway that ends TLS itself.</summary>
internal sealed class WalkHosts : IAsyncDisposable
{
    private const string Audience = "urn:pets";

    private readonly List<IAsyncDisposable> _running = [];
    private readonly ApiDefinition _proofs;
    private readonly ApiDefinition _certificates;
    private Uri? _tls;

    private WalkHosts(string issuer)
    {
        _proofs = Define(issuer, new TokenBinding
        {
            Dpop = TokenBindingRule.Required,
            Nonce = true,
            Origins = [.. Addresses.Values.Select(address => address.GetLeftPart(UriPartial.Authority))],
        });
        _certificates = Define(issuer, new TokenBinding { MutualTls = TokenBindingRule.Required });
    }

    private Dictionary<string, Uri> Addresses { get; } =
        new[] { "definition", "scheme", "gateway", "nginx" }.ToDictionary(name => name, _ => FreeAddress.Find());

    public IEnumerable<KeyValuePair<string, string>> Urls =>
        Addresses.Select(pair => KeyValuePair.Create(pair.Key, new Uri(pair.Value, "/pets").AbsoluteUri));

    public static async Task<WalkHosts> StartAsync(string issuer)
    {
        WalkHosts hosts = new(issuer);
        await hosts.StartApplicationAsync(hosts.Addresses["definition"], builder => builder.Services.AddApiDefinition(hosts._proofs), app =>
        {
            app.UseApiDefinition();
            app.MapGet("/pets", () => "pets");
        });
        await hosts.StartApplicationAsync(hosts.Addresses["scheme"], builder =>
        {
            builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
            {
                options.Issuers.Add(hosts._proofs.Authorizers["idp"].JwtConfiguration[0]);
                options.TokenBinding = hosts._proofs.Authorizers["idp"].TokenBinding;
            });
            builder.Services.AddAuthorization();
        }, app => app.MapGet("/pets", () => "pets").RequireAuthorization().RequireScope("pets:read"));
        RecordingBackend backend = new();
        hosts._running.Add(backend);
        await hosts.StartGatewayAsync(hosts._proofs, backend, new GatewayOptions { Listen = hosts.Addresses["gateway"] });
        await hosts.StartTlsAsync(backend);
        await hosts.StartNginxAsync(backend);
        return hosts;
    }

    /// <summary>The status of a call to the gateway that ends TLS itself.</summary>
    public async Task<int> CallWithCertificateAsync(X509Certificate2? certificate, string token)
    {
        using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        if (certificate is not null)
        {
            handler.ClientCertificates.Add(certificate);
        }

        using HttpClient client = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_tls!, "/pets"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        for (int index = _running.Count - 1; index >= 0; index--)
        {
            await _running[index].DisposeAsync();
        }
    }

    private static ApiDefinition Define(string issuer, TokenBinding binding) => new ApiDefinitionBuilder()
        .AddAuthorizer("idp", new AuthorizerDefinition
        {
            JwtConfiguration = [new JwtConfiguration { Issuer = issuer, Audience = [Audience] }],
            TokenBinding = binding,
        })
        .AddRoute("GET /pets", "idp", "pets:read")
        .Build();

    private async Task StartApplicationAsync(Uri address, Action<WebApplicationBuilder> add, Action<WebApplication> use)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        builder.Logging.ClearProviders();
        add(builder);
        WebApplication app = builder.Build();
        use(app);
        await app.StartAsync();
        _running.Add(app);
    }

    private async Task StartGatewayAsync(ApiDefinition definition, RecordingBackend backend, GatewayOptions options)
    {
        GatewayCompilerOptions compiler = new() { Target = new Uri(backend.Address) };
        RunningApi running = new(new GatewayDefinition(definition, GatewayCompiler.Compile(definition, compiler, out _)), null);
        _running.Add(new Ending(running));
        _running.Add(await GatewayHost.StartAsync(running, options, watches: [], CancellationToken.None));
    }

    private async Task StartTlsAsync(RecordingBackend backend)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, "pw"));
        Uri plain = FreeAddress.Find();
        _tls = new UriBuilder(plain) { Scheme = "https" }.Uri;
        IConfiguration kestrel = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Endpoints:Https:Url"] = _tls.AbsoluteUri,
            ["Endpoints:Https:Certificate:Path"] = path,
            ["Endpoints:Https:Certificate:Password"] = "pw",
        }).Build();
        await StartGatewayAsync(_certificates, backend, new GatewayOptions { Listen = plain, Kestrel = kestrel });
        File.Delete(path);
    }

    // nginx asks for each request; what it then proxies needs no token.
    private async Task StartNginxAsync(RecordingBackend backend)
    {
        Uri decide = FreeAddress.Find();
        RunningApi running = new(new GatewayDefinition(_proofs, DecisionCompiler.Compile(_proofs, new StageCompilerOptions(), overHttp: true, out _)), null);
        _running.Add(new Ending(running));
        _running.Add(await DecideHost.StartAsync(
            running,
            new DecideHostOptions
            {
                ForwardAuth = ProxyEndpoint.Parse(decide.GetLeftPart(UriPartial.Authority), out _),
                Proxy = ForwardAuthRequestMapping.All["nginx"],
                TrustedProxies = new TrustedProxies([IPNetwork.Parse("127.0.0.0/8")]),
            },
            watches: [],
            CancellationToken.None));
        _running.Add(await NginxProcess.StartAsync(Addresses["nginx"], decide, new Uri(backend.Address)));
    }

    private sealed class Ending(IDisposable ended) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            ended.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
