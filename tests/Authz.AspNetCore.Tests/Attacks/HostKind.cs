using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>The ways to start an application, which differ in the order of services and of hosted services.</summary>
internal static class HostKind
{
    public static readonly IReadOnlyDictionary<string, Func<HostedApplication, Task<StartedHost>>> All =
        new Dictionary<string, Func<HostedApplication, Task<StartedHost>>>
        {
            ["WebApplication"] = StartAsync,
            ["test services"] = application => StartAsync(new HostBuilder().ConfigureWebHost(web =>
                Configure(web.UseTestServer().ConfigureServices(application.First), application)
                    .ConfigureTestServices(application.Second))),
            ["HostBuilder"] = application => StartAsync(new HostBuilder()
                .ConfigureServices(application.First)
                .ConfigureServices(application.Second)
                .ConfigureWebHost(web => Configure(web.UseTestServer(), application))),
            ["HostBuilder, server first"] = application => StartAsync(new HostBuilder()
                .ConfigureWebHost(web => Configure(web.UseTestServer(), application))
                .ConfigureServices(application.First)
                .ConfigureServices(application.Second)),
            ["WebHostBuilder"] = StartWebHostAsync,
        };

    private static async Task<StartedHost> StartAsync(HostedApplication application)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        application.First(builder.Services);
        application.Second(builder.Services);
        WebApplication app = builder.Build();
        application.Map(app);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new StartedHost(app.GetTestClient(), app);
    }

    private static async Task<StartedHost> StartAsync(IHostBuilder builder)
    {
        IHost host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new StartedHost(host.GetTestClient(), host);
    }

    // Its hosted services start after its server, and know nothing of StartingAsync. It is obsolete, and still in use.
#pragma warning disable ASPDEPR004, ASPDEPR008
    private static Task<StartedHost> StartWebHostAsync(HostedApplication application)
    {
        WebHostBuilder builder = new();
        builder.ConfigureServices(application.First).ConfigureServices(application.Second);
        Configure(builder, application);
        TestServer server = new(builder);
        return Task.FromResult(new StartedHost(server.CreateClient(), server));
    }
#pragma warning restore ASPDEPR004, ASPDEPR008

    private static IWebHostBuilder Configure(IWebHostBuilder web, HostedApplication application) =>
        web.ConfigureServices(services => services.AddRouting()).Configure(app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseEndpoints(application.Map);
        });
}
