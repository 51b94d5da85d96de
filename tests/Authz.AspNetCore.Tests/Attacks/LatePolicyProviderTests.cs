using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>A policy provider of the application reads the names of scope policies, and lets every token through.</summary>
public sealed class LatePolicyProviderTests
{
    private readonly FakeIssuer _issuer = new();

    [Theory]
    [InlineData("a scheme", ServiceLifetime.Singleton)]
    [InlineData("a scheme", ServiceLifetime.Scoped)]
    [InlineData("a scheme", ServiceLifetime.Transient)]
    [InlineData("a definition", ServiceLifetime.Singleton)]
    public async Task Rejects_Start_WhenItIsRegisteredLater(string host, ServiceLifetime lifetime)
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => HostUnderTest.StartAsync(
            builder =>
            {
                AddAuthz(builder.Services, host);
                builder.Services.Add(new ServiceDescriptor(typeof(IAuthorizationPolicyProvider), typeof(PermissiveProvider), lifetime));
            },
            app => Map(app, host)));

        Assert.Contains(nameof(PermissiveProvider), exception.Message, StringComparison.Ordinal);
        Assert.Contains("Register it before AddJwtAuthorizer", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_Start_OfAGenericHost_WhoseServerIsRegisteredFirst()
    {
        using IHost host = new HostBuilder()
            .ConfigureWebHost(web => web.UseTestServer().Configure(app => app.Run(_ => Task.CompletedTask)))
            .ConfigureServices(services =>
            {
                AddAuthz(services, "a scheme");
                services.AddSingleton<IAuthorizationPolicyProvider, PermissiveProvider>();
            })
            .Build();

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains(nameof(PermissiveProvider), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_MissingScopes_WhenItIsRegisteredEarlier()
    {
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<IAuthorizationPolicyProvider, PermissiveProvider>();
                AddAuthz(builder.Services, "a scheme");
            },
            app => Map(app, "a scheme"));

        using HttpResponseMessage response = await host.GetAsync("/pets", _issuer.Mint("api", "other"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private void AddAuthz(IServiceCollection services, string host)
    {
        if (host == "a definition")
        {
            services.AddApiDefinition(
                new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /pets", "idp").Build(),
                options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
            services.AddAuthorization();
            return;
        }

        services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            (options.Authority, options.Audience) = (_issuer.Issuer, "api");
            options.BackchannelHttpHandler = _issuer.CreateHandler();
        });
    }

    private static void Map(WebApplication app, string host)
    {
        if (host == "a definition")
        {
            app.UseApiDefinition();
        }

        app.MapGet("/pets", () => "pets").RequireScope("pets:admin");
    }

    private sealed class PermissiveProvider : IAuthorizationPolicyProvider
    {
        private static readonly AuthorizationPolicy s_anyToken = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(s_anyToken);

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(null);

        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult<AuthorizationPolicy?>(s_anyToken);
    }
}
