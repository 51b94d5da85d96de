using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>Serves an issuer's documents on a loopback address, over http or https, and to one bearer alone if asked to.</summary>
internal sealed class DocumentServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, JsonObject> _documents = new(StringComparer.Ordinal);

    private DocumentServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>The content type of every document.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>The only bearer that gets documents; null for anybody.</summary>
    public string? Bearer { get; set; }

    public static async Task<DocumentServer> StartAsync(X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => Secure(listen, certificate)));
        WebApplication app = builder.Build();
        DocumentServer server = new(app);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>A certificate for 127.0.0.1 that no system trusts.</summary>
    public static X509Certificate2 CreateCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=test-cluster", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using X509Certificate2 created = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>Serves a document at a path, and returns its URL.</summary>
    public string Serve(string path, JsonObject document)
    {
        _documents[path] = document;
        return Address + path;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Secure(ListenOptions listen, X509Certificate2? certificate)
    {
        if (certificate is not null)
        {
            listen.UseHttps(certificate);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        bool isAllowed = Bearer is null || context.Request.Headers.Authorization == $"Bearer {Bearer}";
        if (!isAllowed || !_documents.TryGetValue(context.Request.Path, out JsonObject? document))
        {
            context.Response.StatusCode = isAllowed ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.ContentType = ContentType;
        await context.Response.WriteAsync(document.ToJsonString());
    }
}
