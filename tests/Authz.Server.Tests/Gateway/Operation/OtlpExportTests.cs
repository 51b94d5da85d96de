using System.Collections.Concurrent;
using System.Text;
using Authz.Server.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.Server.Tests.Gateway.Operation;

/// <summary>What a collector gets, over OTLP. Protobuf keeps texts as they are, so they are looked for as such.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task Sends_MetricsAndTraces_WithoutRequestContents()
    {
        ConcurrentDictionary<string, string> received = new();
        await using WebApplication collector = await StartCollectorAsync(received);
        await using (TestGateway gateway = await TestGateway.StartAsync(
            (issuer, backend) => TestGateway.Define(
                [
                    ("GET /pets/{id}",
                        new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend + "/x" } }),
                ],
                issuer),
            new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), Otlp = new Uri(collector.Urls.Single()) }))
        {
            Assert.Equal(401, (await gateway.SendAsync("GET /pets/secret-7?token=secret-8")).Status);
            Assert.Equal(
                200, (await gateway.SendAsync("GET /pets/1", $"Authorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience)}")).Status);
        }

        Assert.All(
            (string[])
            [
                "authz.decisions", "token_missing", "http.server.request.duration", "GET /pets/{id}", "http.client.request.duration",
                "authz.keys.age",
            ],
            text => Assert.Contains(text, received["/v1/metrics"], StringComparison.Ordinal));
        Assert.Contains("GET /pets/{id}", received["/v1/traces"], StringComparison.Ordinal);
        Assert.DoesNotContain("secret-8", received["/v1/traces"] + received["/v1/metrics"], StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartCollectorAsync(ConcurrentDictionary<string, string> received)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using StreamReader body = new(context.Request.Body, Encoding.Latin1);
            string text = await body.ReadToEndAsync();
            received.AddOrUpdate(context.Request.Path.Value!, text, (_, before) => before + text);
        });
        await app.StartAsync();
        return app;
    }
}
