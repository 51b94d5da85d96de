using System.Collections.Concurrent;
using Authz.AspNetCore;
using Authz.Server.Gateway.Requests;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>
/// The same octets at an application with a definition. Nothing reads them after Kestrel, so it alone says where a request ends; what holds
/// is that an endpoint runs only for the request that its decision was made for.
/// </summary>
public sealed class MiddlewareAttackTests : IAsyncLifetime
{
    private readonly FakeIssuer _issuer = new();
    private readonly ConcurrentQueue<(string Target, string? RouteKey, string Endpoint)> _visits = new();
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = RequestLimits.BodyBytes);
        builder.Services.AddApiDefinition(
            new ApiDefinitionBuilder()
                .AddJwtAuthorizer("idp", _issuer.Issuer, "api")
                .AddOpenRoute("ANY /open")
                .AddOpenRoute("GET /smuggled")
                .AddOpenRoute("GET /end")
                .AddRoute("ANY /guarded", "idp")
                .Build(),
            options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.UseApiDefinition();
        _app.Map("/open", (HttpContext context) => VisitAsync(context, "/open"));
        _app.MapGet("/smuggled", (HttpContext context) => VisitAsync(context, "/smuggled"));
        _app.MapGet("/end", (HttpContext context) => VisitAsync(context, "/end"));
        _app.Map("/guarded", (HttpContext context) => VisitAsync(context, "/guarded"));
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Reaches_EndpointsOnlyAsJudged()
    {
        string token = _issuer.Mint("api");
        Uri address = new(_app.Urls.First());
        int guarded = 0;
        int served = 0;
        foreach (RawAttack attack in RawAttack.All)
        {
            _visits.Clear();
            await WireClient.SendAsync(address, RawAttack.Fill(attack.Whole, token), attack.HangsUp);
            (string Target, string? RouteKey, string Endpoint)[] visits = [.. _visits];
            int expected = attack.Reaches.Count(reached => reached.Contains(" /guarded", StringComparison.Ordinal));

            Assert.Equal((attack.Name, expected), (attack.Name, visits.Count(visit => visit.Endpoint == "/guarded")));
            Assert.All(visits, visit => Assert.Equal(visit.Endpoint, visit.Target));
            Assert.All(visits, visit => Assert.Equal(visit.Endpoint, visit.RouteKey?.Split(' ')[1]));
            guarded += expected;
            served += visits.Length;
        }

        // Neither is nothing: the attacks do reach endpoints.
        Assert.InRange(guarded, 1, int.MaxValue);
        Assert.InRange(served, 100, int.MaxValue);
    }

    private async Task VisitAsync(HttpContext context, string endpoint)
    {
        using StreamReader body = new(context.Request.Body);
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        _visits.Enqueue((target, context.Features.Get<ApiAuthorizationFeature>()?.Decision.RouteKey, endpoint));
        await body.ReadToEndAsync();
    }
}
