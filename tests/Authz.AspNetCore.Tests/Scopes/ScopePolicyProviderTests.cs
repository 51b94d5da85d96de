using Authz.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Scopes;

/// <summary>The attributes where no endpoint's metadata is read: what asks is a name of a policy.</summary>
public sealed class ScopePolicyProviderTests
{
    private readonly FakeIssuer _issuer = new();

    [Theory]
    [InlineData(nameof(ScopedHub.Any), "pets:read", true)]
    [InlineData(nameof(ScopedHub.Any), "pets:admin", true)]
    [InlineData(nameof(ScopedHub.Any), "other", false)]
    [InlineData(nameof(ScopedHub.All), "a b", true)]
    [InlineData(nameof(ScopedHub.All), "a", false)]
    [InlineData(nameof(ScopedHub.OfSubject), "other", true)]
    [InlineData(nameof(ScopedHub.OfAnother), "other", false)]
    [InlineData(nameof(ScopedHub.OfRequest), "other", false)]
    [InlineData(nameof(ScopedHub.Nobody), "a b pets:read pets:admin", false)]
    public async Task Decides_CallsOfHubMethods(string method, string scope, bool isMet)
    {
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder =>
            {
                builder.Services.AddSignalR();
                builder.Services.AddAuthorization();
                builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
                {
                    (options.Authority, options.Audience) = (_issuer.Issuer, "api");
                    options.BackchannelHttpHandler = _issuer.CreateHandler();
                });
            },
            app => app.MapHub<ScopedHub>("/hub").RequireAuthorization());
        string token = _issuer.Mint("api", scope);
        await using HubConnection connection = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Client.BaseAddress!, "/hub"), options =>
            {
                options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.LongPolling;
                options.HttpMessageHandlerFactory = _ => host.App.GetTestServer().CreateHandler();
                options.AccessTokenProvider = () => Task.FromResult<string?>(token);
            })
            .Build();
        await connection.StartAsync();

        if (isMet)
        {
            Assert.Equal("allowed", await connection.InvokeAsync<string>(method));
            return;
        }

        HubException exception = await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<string>(method));
        Assert.Contains("user is unauthorized", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ours first", true)]
    [InlineData("the application's first", false)]
    public async Task Adds_ToThePoliciesOfTheApplication(string description, bool isFirst)
    {
        ServiceCollection services = new();
        services.AddLogging().AddOptions();
        if (isFirst)
        {
            services.AddAuthentication().AddJwtAuthorizer();
        }

        services.AddAuthorizationCore(options =>
        {
            options.AddPolicy("own", policy => policy.RequireClaim("own"));
            options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireClaim("default").Build();
        });
        if (!isFirst)
        {
            services.AddAuthentication().AddJwtAuthorizer();
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        IAuthorizationPolicyProvider policies = provider.GetRequiredService<IAuthorizationPolicyProvider>();
        AuthorizationPolicy? scopes = await AuthorizationPolicy.CombineAsync(policies, [new RequireAllScopesAttribute("a", "b")]);

        Assert.NotNull(await policies.GetPolicyAsync("own"));
        Assert.Null(await policies.GetPolicyAsync("unknown"));
        Assert.True(policies.AllowsCachingPolicies, description);
        Assert.Equal(
            [typeof(ClaimsAuthorizationRequirement), typeof(ScopeRequirement)], scopes!.Requirements.Select(one => one.GetType()));
    }

    private sealed class ScopedHub : Hub
    {
        private readonly string _answer = "allowed";

        [RequireScope("pets:read", "pets:admin")]
        public string Any() => _answer;

        [RequireAllScopes("a", "b")]
        public string All() => _answer;

        [RequireCondition("""{ "StringLike": { "claims:iss": "https://*" } }""")]
        public string OfSubject() => _answer;

        [RequireCondition("""{ "StringEquals": { "claims:sub": "another" } }""")]
        public string OfAnother() => _answer;

        // A call is no request.
        [RequireCondition("""{ "StringEquals": { "request:method": ["GET", "POST"] } }""")]
        public string OfRequest() => _answer;

        [RequireScope]
        public string Nobody() => _answer;
    }
}
