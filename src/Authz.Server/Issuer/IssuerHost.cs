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

    public FakeIssuer Issuer => _app.Services.GetRequiredService<FakeIssuer>();

    public static async Task<IssuerHost> StartAsync(Uri listen, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebServer.CreateBuilder(listen);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(_ => new IssuerFaults(timeProvider));
        builder.Services.AddSingleton(services => new FakeIssuer(FindIssuer(services), ["RS256", "ES256"], timeProvider));
        WebApplication app = builder.Build();
        app.UseLoopbackGuard();
        app.MapDocuments();
        app.MapToken();
        app.MapControl();
        await WebServer.StartAsync(app, cancellationToken);
        return new IssuerHost(app);
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Its URL is the issuer's name, so the name is known once a port is.
    private static string FindIssuer(IServiceProvider services)
    {
        IServer server = services.GetRequiredService<IServer>();
        return server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/";
    }
}
