using Authz.Benchmarks.Proxies;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Configuration;

// ProxyBenchmark http|http2|endpoint|accept|grpc URL: servers that decide nothing; "endpoint" routes to GET /guarded, as an endpoint of
// ASP.NET Core is reached. ProxyBenchmark yarp URL BACKEND: a proxy that decides nothing, with the one route GET /open.
// ProxyBenchmark question TOKEN FILE: one question of Envoy's, as gRPC frames it.
if (args is ["question", string token, string file])
{
    await File.WriteAllBytesAsync(file, Question.Frame(token));
    return;
}

(string mode, string url) = (args[0], args[1]);
WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().UseUrls(url).ConfigureKestrel(options =>
{
    options.AddServerHeader = false;
    options.ConfigureEndpointDefaults(
        endpoint => endpoint.Protocols = mode is "grpc" or "http2" ? HttpProtocols.Http2 : HttpProtocols.Http1);
});
if (mode == "grpc")
{
    builder.Services.AddRouting();
    builder.Services.AddGrpc();
    builder.Services.AddSingleton<EmptyAuthorization>();
}

if (mode == "endpoint")
{
    builder.Services.AddRouting();
}

if (mode == "yarp")
{
    RouteConfig route = new()
    {
        RouteId = "open",
        ClusterId = "backend",
        Match = new RouteMatch { Path = "/open", Methods = ["GET"] },
        Transforms = [new Dictionary<string, string> { ["PathSet"] = "/health" }],
    };
    ClusterConfig cluster = new()
    {
        ClusterId = "backend",
        Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = args[2] } },
    };
    builder.Services.AddRouting();
    builder.Services.AddReverseProxy().LoadFromMemory([route], [cluster]);
}

WebApplication app = builder.Build();
if (mode == "yarp")
{
    app.UseRouting();
    app.MapReverseProxy();
}
else if (mode == "grpc")
{
    app.UseRouting();
    app.MapGrpcService<EmptyAuthorization>();
}
else if (mode == "endpoint")
{
    app.UseRouting();
    app.MapGet("/guarded", static context =>
    {
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    });
}
else
{
    int status = mode == "accept" ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
    app.Run(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentLength = status == StatusCodes.Status200OK ? 0 : null;
        return Task.CompletedTask;
    });
}

await app.RunAsync();
