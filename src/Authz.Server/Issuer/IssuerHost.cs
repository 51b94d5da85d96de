using Authz.Server.Issuer.Login;
using Authz.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Server.Issuer;

/// <summary>The dev issuer on Kestrel, for this machine only.</summary>
internal sealed class IssuerHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private IssuerHost(WebApplication app) => _app = app;

    public FakeIssuer Issuer => _app.Services.GetRequiredService<IssuerKeyRing>().Issuer;

    public static Task<IssuerHost> StartAsync(Uri listen, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        StartAsync(listen, keyFile: null, wantsNonces: false, timeProvider, cancellationToken);

    /// <exception cref="KeyFileException">The key file cannot be used.</exception>
    public static async Task<IssuerHost> StartAsync(
        Uri listen, KeyFile? keyFile, bool wantsNonces, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        IReadOnlyList<SigningKey> kept = keyFile?.Read() ?? [];
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_ => new IssuerFaults(timeProvider));
        builder.Services.AddSingleton(new IssuerNonces(wantsNonces, timeProvider));
        builder.Services.AddSingleton(services => new IssuerKeyRing(FindIssuer(services), kept, keyFile, timeProvider));
        builder.Services.AddSingleton(new AuthorizationCodes(timeProvider));
        builder.Services.AddSingleton<LastLogin>();
        builder.Services.AddSingleton<AuthorizeEndpoint>();
        builder.Services.AddSingleton<CodeExchange>();
        WebApplication app = builder.Build();
        app.UseLoopbackGuard(LoopbackPages.Admits);
        app.UseLoopbackPages();
        app.Use(ReportUnsavedKeysAsync);
        app.MapDocuments();
        AuthorizeEndpoint.Map(app);
        app.MapToken();
        app.MapControl();
        app.MapEcho();
        await WebServer.StartAsync(app, cancellationToken);
        IssuerHost host = new(app);
        try
        {
            // Its keys are made and kept before anybody asks for them.
            _ = host.Issuer;
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task ReportUnsavedKeysAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (KeyFileException exception)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["message"] = $"The key file: {exception.Message}" });
        }
    }

    // Its URL is the issuer's name, so the name is known once a port is.
    private static string FindIssuer(IServiceProvider services)
    {
        IServer server = services.GetRequiredService<IServer>();
        return server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/";
    }
}
