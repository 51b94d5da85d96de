using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace Authz.Server.Tests.EndToEnd.Mcp;

/// <summary>A server without any authorization, in the C# SDK: the gateway's is all there is.</summary>
internal static class McpBackend
{
    public static async Task<WebApplication> StartAsync(string url = "http://127.0.0.1:0")
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddMcpServer().WithHttpTransport(options => options.Stateless = true).WithTools(
        [
            McpServerTool.Create((string city) => $"Rain in {city}", new() { Name = "get_weather" }),
            McpServerTool.Create((string city) => $"Sun in {city}", new() { Name = "set_weather" }),
        ]);
        WebApplication app = builder.Build();
        app.MapMcp("/mcp");
        await app.StartAsync();
        return app;
    }
}
