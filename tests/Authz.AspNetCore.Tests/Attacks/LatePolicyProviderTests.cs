using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>A policy provider of the application reads the names of scope policies, and lets every token through.</summary>
public sealed class LatePolicyProviderTests
{
    private readonly FakeIssuer _issuer = new();

    public static TheoryData<string> Hosts => [.. HostKind.All.Keys];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Rejects_Start_WhenItIsRegisteredLater(string host)
    {
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HostKind.All[host](new HostedApplication(AddOurs, AddPermissive, Map)));

        Assert.Contains(nameof(PermissiveProvider), exception.Message, StringComparison.Ordinal);
        Assert.Contains("Register it before AddJwtAuthorizer", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public async Task Rejects_Start_InEveryLifetime(ServiceLifetime lifetime)
    {
        HostedApplication application = new(
            AddOurs,
            services => services.Add(
                new ServiceDescriptor(typeof(IAuthorizationPolicyProvider), typeof(PermissiveProvider), lifetime)),
            Map);

        await Assert.ThrowsAsync<InvalidOperationException>(() => HostKind.All["WebApplication"](application));
    }

    [Fact]
    public async Task Rejects_Start_OfADefinition()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddApiDefinition(
                    new ApiDefinitionBuilder().AddJwtAuthorizer("idp", _issuer.Issuer, "api").AddRoute("GET /pets", "idp").Build(),
                    options => options.Engine = new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() });
                builder.Services.AddAuthorization();
                AddPermissive(builder.Services);
            },
            app =>
            {
                app.UseApiDefinition();
                app.MapGet("/pets", () => "pets").RequireScope("pets:admin");
            }));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Rejects_MissingScopes_WhenItIsRegisteredEarlier(string host)
    {
        using StartedHost started = await HostKind.All[host](new HostedApplication(AddPermissive, AddOurs, Map));

        foreach (string path in (string[])["/endpoint", "/group/endpoint", "/controller", "/hub/negotiate?negotiateVersion=1"])
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, await AskAsync(started.Client, path, "other")));
            Assert.Equal((path, HttpStatusCode.OK), (path, await AskAsync(started.Client, path, "pets:admin")));
        }
    }

    private static void AddPermissive(IServiceCollection services) =>
        services.AddSingleton<IAuthorizationPolicyProvider, PermissiveProvider>();

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/endpoint", () => "pets").RequireScope("pets:admin");
        endpoints.MapGroup("/group").RequireScope("pets:admin").MapGet("/endpoint", () => "pets");
        endpoints.MapControllers();
        endpoints.MapHub<GuardedHub>("/hub");
    }

    private async Task<HttpStatusCode> AskAsync(HttpClient client, string path, string scope)
    {
        using HttpRequestMessage request = new(
            path.StartsWith("/hub", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new("Bearer", _issuer.Mint("api", scope));
        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private void AddOurs(IServiceCollection services)
    {
        services.AddSignalR();
        ChosenControllers.Add(services, typeof(ScopedController));
        services.AddAuthentication().AddJwtAuthorizer(options =>
        {
            (options.Authority, options.Audience) = (_issuer.Issuer, "api");
            options.BackchannelHttpHandler = _issuer.CreateHandler();
        });
    }

    private sealed class PermissiveProvider : IAuthorizationPolicyProvider
    {
        private static readonly AuthorizationPolicy s_anyToken = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(s_anyToken);

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(null);

        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) => Task.FromResult<AuthorizationPolicy?>(s_anyToken);
    }

    [RequireScope("pets:admin")]
    private sealed class GuardedHub : Hub
    {
    }
}
