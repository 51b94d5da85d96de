using System.Net.Sockets;
using Authz.Server.Decide.ExtAuthz;
using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Gateway.Requests;
using Authz.Server.Hosting;
using Authz.Server.Proxies;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Authz.Server.Decide;

/// <summary>Decisions for other proxies on Kestrel: over HTTP, over gRPC, or both, each at an address of its own.</summary>
internal sealed class DecideHost : ApiHost
{
    // Above what proxies pass on; a question that is larger is answered 431, which none of them takes for a yes.
    private const int MaximumHeadBytes = 64 * 1024;
    private const int MaximumHeaders = 1_000;

    private DecideHost(WebApplication app)
        : base(app)
    {
    }

    /// <summary>The addresses: that of HTTP before that of gRPC.</summary>
    public override IReadOnlyCollection<string> Addresses =>
        [.. base.Addresses.Select(address => address.Replace("http://unix:", "unix:", StringComparison.Ordinal))];

    /// <summary>Starts to decide.</summary>
    /// <param name="running">The API.</param>
    /// <param name="options">Where, and for whom.</param>
    /// <param name="watches">What runs beside it.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<DecideHost> StartAsync(
        RunningApi running, DecideHostOptions options, IEnumerable<PollingService> watches, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen: null, options.LogFormat);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        AddOperation(builder, running, options, watches);
        builder.Services.AddSingleton(new ProxyTrust(
            options.TrustedProxies, options.Tls?.RequiresCertificate == true, options.Report, options.TimeProvider));
        builder.Services.AddSingleton<RequestDecider>();
        builder.Services.AddSingleton(new ClientCertificates(options.TrustedProxies, options.ClientCertificateHeader));
        if (options.ExtAuthz is not null)
        {
            builder.Services.AddRouting();
            builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = AuthorizationService.MaximumMessageBytes);
            builder.Services.AddSingleton<AuthorizationService>();
        }

        if (options.Proxy is { } proxy)
        {
            builder.Services.AddSingleton(proxy);
            builder.Services.AddSingleton<ForwardAuthPipeline>();
        }

        WebApplication app = builder.Build();
        Map(app, options);
        ProxyEndpoint[] endpoints = [.. new[] { options.ForwardAuth, options.ExtAuthz }.OfType<ProxyEndpoint>()];
        try
        {
            await ListenAsync(app, endpoints, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new IOException($"{string.Join(" or ", endpoints.Select(endpoint => endpoint.Text))}: {exception.Message}", exception);
        }

        return new DecideHost(app);
    }

    // When the server stops listening, it removes its sockets itself. Afterwards the paths may be our successor's.
    private static async Task ListenAsync(WebApplication app, IEnumerable<ProxyEndpoint> endpoints, CancellationToken cancellationToken)
    {
        string[] sockets = [.. endpoints.Select(endpoint => endpoint.SocketPath).OfType<string>()];
        foreach (string path in sockets)
        {
            UnixSocketFile.RemoveAbandoned(path);
        }

        await WebServer.StartAsync(app, cancellationToken);
        foreach (string path in sockets)
        {
            UnixSocketFile.Restrict(path);
        }
    }

    // HTTP/1.1 is spoken at one address only and HTTP/2 at the other, whatever path a question has.
    private static void Map(WebApplication app, DecideHostOptions options)
    {
        if (options.Proxy is not null)
        {
            RequestDelegate forwardAuth = app.Services.GetRequiredService<ForwardAuthPipeline>().InvokeAsync;
            if (options.ExtAuthz is null)
            {
                app.Run(forwardAuth);
                return;
            }

            app.Use((context, next) => MessageFraming.IsHttp1(context.Request) ? forwardAuth(context) : next(context));
        }

        ProxyTrust trust = app.Services.GetRequiredService<ProxyTrust>();
        app.Use((context, next) => trust.Trusts(context) ? next(context) : Refuse(context));
        app.UseRouting();
        app.MapGrpcService(app.Services.GetRequiredService<AuthorizationService>().ToDefinition());
    }

    // Clients of gRPC read it as PERMISSION_DENIED (https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md).
    private static Task Refuse(HttpContext stranger)
    {
        stranger.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static void Configure(KestrelServerOptions kestrel, DecideHostOptions options)
    {
        kestrel.Limits.MaxRequestLineSize = MaximumHeadBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaximumHeadBytes;
        kestrel.Limits.MaxRequestHeaderCount = MaximumHeaders;
        kestrel.RequestHeaderEncodingSelector = HeaderOctets.ReadingOf;
        kestrel.ResponseHeaderEncodingSelector = static _ => HeaderOctets.Writing;
        Listen(kestrel, options.ForwardAuth, options.Tls, HttpProtocols.Http1);
        Listen(kestrel, options.ExtAuthz, options.Tls, HttpProtocols.Http2);
    }

    private static void Listen(KestrelServerOptions kestrel, ProxyEndpoint? endpoint, ProxyTls? tls, HttpProtocols protocols)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = protocols;
            if (endpoint!.IsTls)
            {
                listen.UseHttps(tls!.Configure);
            }
            else if (endpoint.SocketPath is not null)
            {
                listen.Use(static next => connection =>
                {
                    connection.Features.Set(UnixSocketPeer.Instance);
                    return next(connection);
                });
            }
        }

        if (endpoint?.SocketPath is { } path)
        {
            kestrel.ListenUnixSocket(path, Configure);
        }
        else if (endpoint?.Address is { } address)
        {
            kestrel.Listen(address, endpoint.Port, Configure);
        }
    }
}
