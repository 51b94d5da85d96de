using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>Cross-origin rules come from the definition or from the application, and never from both.</summary>
public sealed class SecondCorsRulesTests
{
    private static readonly CorsDefinition s_cors = new() { AllowOrigins = ["https://app.example.com"], AllowMethods = ["GET"] };

    [Theory]
    [InlineData("RequireCors")]
    [InlineData("EnableCors")]
    [InlineData("DisableCors")]
    public async Task Rejects_Start_WithAnEndpointOfItsOwnRules(string kind)
    {
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => StartAsync(
            s_cors,
            services => services.AddCors(options => options.AddPolicy("own", policy => policy.AllowAnyOrigin())),
            app =>
            {
                RouteHandlerBuilder endpoint = app.MapGet("/pets", () => "pets").WithDisplayName("the pets");
                _ = kind switch
                {
                    "RequireCors" => endpoint.RequireCors("own"),
                    "EnableCors" => endpoint.WithMetadata(new EnableCorsAttribute("own")),
                    _ => endpoint.WithMetadata(new DisableCorsAttribute()),
                };
            }));

        Assert.Equal("The endpoint 'the pets' has cross-origin rules of its own.", exception.Problems.Single().Message);
    }

    [Fact]
    public async Task Rejects_Start_WithAControllerOfItsOwnRules()
    {
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => StartAsync(
            s_cors, services => ChosenControllers.Add(services, typeof(CorsController)), app => app.MapControllers()));

        Assert.Contains(nameof(CorsController), exception.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minimal")]
    [InlineData("controller")]
    public async Task Applies_AnEndpointsRules_WhereTheDefinitionHasNone(string kind)
    {
        await using HostUnderTest host = await StartAsync(
            cors: null,
            services =>
            {
                services.AddCors(options => options.AddPolicy("own", policy => policy.WithOrigins("https://own.example.com")));
                ChosenControllers.Add(services, typeof(CorsController));
            },
            app =>
            {
                app.UseCors();
                _ = kind == "minimal" ? (object)app.MapGet("/pets", () => "pets").RequireCors("own") : app.MapControllers();
            });

        Assert.Equal("https://own.example.com", await FindAllowedOriginAsync(host, "https://own.example.com"));
    }

    [Fact]
    public async Task Rejects_Start_WithAServiceThatIsRegisteredLater()
    {
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => StartAsync(
            s_cors, Nothing, app => app.MapGet("/pets", () => "pets"), later: services => services.AddSingleton<ICorsService, Echoing>()));

        Assert.Contains(nameof(Echoing), exception.Problems.Single().Message, StringComparison.Ordinal);
        Assert.Contains("before AddApiDefinition", exception.Problems.Single().Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_Start_WithUseCors_AndAServiceThatIsRegisteredEarlier()
    {
        ApiDefinitionException exception = await Assert.ThrowsAsync<ApiDefinitionException>(() => StartAsync(
            s_cors,
            services => services.AddSingleton<ICorsService, Echoing>(),
            app =>
            {
                app.UseCors(policy => policy.AllowAnyOrigin());
                app.MapGet("/pets", () => "pets");
            }));

        Assert.Equal("The application has cross-origin rules of its own.", exception.Problems.Single().Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Applies_TheApplicationsService_WhereTheDefinitionHasNoRules(bool isLater)
    {
        Action<IServiceCollection> add = services => services.AddSingleton<ICorsService, Echoing>();
        await using HostUnderTest host = await StartAsync(
            cors: null,
            services => (isLater ? Nothing : add)(services.AddCors()),
            app =>
            {
                app.UseCors(policy => policy.WithOrigins("https://own.example.com"));
                app.MapGet("/pets", () => "pets");
            },
            isLater ? add : Nothing);

        Assert.Equal("echo", await FindAllowedOriginAsync(host, "https://own.example.com"));
    }

    [Theory]
    [InlineData("AddControllers")]
    [InlineData("AddCors")]
    public async Task Applies_TheDefinitionsRules_BesideServicesThatNobodyUses(string kind)
    {
        foreach (bool isLater in (bool[])[false, true])
        {
            Action<IServiceCollection> add =
                services => _ = kind == "AddCors" ? services.AddCors() : services.AddControllers().Services;
            await using HostUnderTest host = await StartAsync(
                s_cors, isLater ? Nothing : add, app => app.MapGet("/pets", () => "pets"), isLater ? add : Nothing);

            Assert.Equal("https://app.example.com", await FindAllowedOriginAsync(host, "https://app.example.com"));
            Assert.Null(await FindAllowedOriginAsync(host, "https://own.example.com"));
        }
    }

    private static void Nothing(IServiceCollection services)
    {
    }

    private static async Task<string?> FindAllowedOriginAsync(HostUnderTest host, string origin)
    {
        using HttpResponseMessage answer = await host.GetAsync("/pets", headers: ("Origin", origin));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? values) ? values.Single() : null;
    }

    private static Task<HostUnderTest> StartAsync(
        CorsDefinition? cors, Action<IServiceCollection> earlier, Action<WebApplication> map, Action<IServiceCollection>? later = null) =>
        HostUnderTest.StartAsync(
            builder =>
            {
                earlier(builder.Services);
                builder.Services.AddApiDefinition(new ApiDefinitionBuilder().AddOpenRoute("GET /pets").Build() with { Cors = cors });
                later?.Invoke(builder.Services);
            },
            app =>
            {
                app.UseRouting();
                app.UseApiDefinition();
                map(app);
            });

    private sealed class Echoing() : CorsService(Options.Create(new CorsOptions()), NullLoggerFactory.Instance)
    {
        public override void ApplyResult(CorsResult result, HttpResponse response) =>
            response.Headers.AccessControlAllowOrigin = "echo";
    }
}
