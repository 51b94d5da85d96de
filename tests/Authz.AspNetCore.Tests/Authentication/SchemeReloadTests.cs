using System.Net;
using System.Security.Claims;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Tests.Authentication;

public sealed class SchemeReloadTests
{
    private const string Section = "Authentication:Schemes:Bearer:";

    private readonly FakeIssuer _issuer = new("https://id.example/");
    private readonly FakeIssuer _other = new("https://other.example/");
    private readonly FakeLogCollector _logs = new();

    [Fact]
    public async Task Decides_ARequestThatWaitsInAnEvent_ByTheConfigurationItBeganWith()
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using HostUnderTest host = await StartAsync(options => options.Events.OnMessageReceived = _ =>
        {
            entered.TrySetResult();
            return released.Task;
        });
        string token = _other.Token("api").With("groups", "admin").With("roles", "user").Sign(_other.CurrentKey);
        Task<HttpResponseMessage> waiting = host.GetAsync("/", token);
        await entered.Task;
        Reload(host, ("Authority", _other.Issuer), ("RoleClaimType", "roles"));
        released.SetResult();

        Assert.Contains(
            "issuer does not match", (await waiting).Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal("False", await (await host.GetAsync("/", token)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Notices_AChangeWhileTheSchemeIsCompiled()
    {
        IConfigurationRoot? configuration = null;
        ActingSnapshotStore store = new(() =>
        {
            configuration![Section + "Audience"] = "new";
            configuration.Reload();
        });
        await using HostUnderTest host = await StartAsync(
            options => options.Engine = new ApiAuthorizerOptions { KeySnapshot = store },
            builder => configuration = builder.Configuration);

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", _issuer.Mint("new"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/", _issuer.Mint("api"))).StatusCode);
    }

    [Fact]
    public async Task Keeps_TheOldOptions_WhenTheApplicationsOwnValidationRefusesTheNew()
    {
        await using HostUnderTest host = await StartAsync(
            configureBuilder: builder => builder.Services.AddOptions<JwtAuthorizerOptions>("Bearer")
                .Validate(options => options.Audience != "bad", "That audience is bad.")
                .ValidateOnStart());
        Reload(host, ("Audience", "bad"));

        AssertRefused("That audience is bad.");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", _issuer.Mint("api"))).StatusCode);
    }

    [Fact]
    public async Task Keeps_TheOldOptions_WhenAClaimTypeIsEmpty()
    {
        await using HostUnderTest host = await StartAsync();
        Reload(host, ("Audience", "new"), ("NameClaimType", ""), ("RoleClaimType", ""));

        AssertRefused("'NameClaimType' has no text.");
        AssertRefused("'RoleClaimType' has no text.");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/", _issuer.Mint("api"))).StatusCode);
    }

    [Fact]
    public async Task Notifies_ListenersOfNewOptions()
    {
        await using HostUnderTest host = await StartAsync();
        List<string> heard = [];
        IOptionsMonitor<JwtAuthorizerOptions> monitor = host.App.Services.GetRequiredService<IOptionsMonitor<JwtAuthorizerOptions>>();
        using (monitor.OnChange((options, name) => heard.Add($"{name} {options.Audience}")))
        {
            Reload(host, ("Audience", "new"));
        }

        Reload(host, ("Audience", "newer"));

        // Each source of the configuration tells of its reload.
        Assert.Equal(["Bearer new"], heard.Distinct());
        Assert.Equal("newer", monitor.Get("Bearer").Audience);
    }

    private static void Reload(HostUnderTest host, params (string Name, string Value)[] settings)
    {
        IConfigurationRoot configuration = (IConfigurationRoot)host.App.Configuration;
        foreach ((string name, string value) in settings)
        {
            configuration[Section + name] = value;
        }

        configuration.Reload();
    }

    private void AssertRefused(string problem) => Assert.Contains(
        _logs.GetSnapshot(), record => record.Id.Id == 302 && record.Message.Contains(problem, StringComparison.Ordinal));

    private Task<HostUnderTest> StartAsync(
        Action<JwtAuthorizerOptions>? configure = null, Action<WebApplicationBuilder>? configureBuilder = null) =>
        HostUnderTest.StartAsync(
            builder =>
            {
                builder.Logging.AddProvider(new FakeLoggerProvider(_logs));
                builder.Services.AddAuthentication().AddJwtAuthorizer(options =>
                {
                    options.BackchannelHttpHandler = _issuer.CreateHandler(_other);
                    configure?.Invoke(options);
                });
                builder.Services.AddAuthorization();
                configureBuilder?.Invoke(builder);
            },
            app => app.MapGet("/", (ClaimsPrincipal user) => user.IsInRole("admin").ToString()).RequireAuthorization(),
            (Section + "Authority", _issuer.Issuer),
            (Section + "Audience", "api"),
            (Section + "RoleClaimType", "groups"));
}
