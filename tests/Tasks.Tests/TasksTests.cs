using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Tasks.Tests;

/// <summary>The sample application from outside: what it answers does not depend on which library checks its tokens.</summary>
public sealed class TasksTests : IDisposable
{
    private readonly FakeIssuer _issuer = new("https://id.tasks.example/");
    private readonly TasksApplication _app;

    public TasksTests() => _app = new TasksApplication(_issuer);

    [Theory]
    [InlineData("anonymous endpoint", "GET", "/health", "", 200)]
    [InlineData("minimal API", "GET", "/me", "sub=ann", 200)]
    [InlineData("scope by policy", "POST", "/tasks", "scope=tasks:read tasks:write", 201)]
    [InlineData("scope lacking", "POST", "/tasks", "scope=tasks:read", 403)]
    [InlineData("role", "DELETE", "/tasks/1", "roles=admin", 204)]
    [InlineData("role lacking", "DELETE", "/tasks/1", "roles=user", 403)]
    [InlineData("claim", "GET", "/team", "team=blue", 200)]
    [InlineData("claim lacking", "GET", "/team", "team=red", 403)]
    [InlineData("resource of the user", "GET", "/tasks/ann/notes", "sub=ann", 200)]
    [InlineData("resource of another", "GET", "/tasks/bob/notes", "sub=ann", 403)]
    [InlineData("controller", "GET", "/reports", "sub=ann", 200)]
    [InlineData("controller, role", "GET", "/reports/audit", "roles=auditor", 200)]
    [InlineData("controller, role lacking", "GET", "/reports/audit", "roles=user", 403)]
    [InlineData("controller, anonymous action", "GET", "/reports/summary", "", 200)]
    public async Task Answers_ByTheClaims(string description, string method, string path, string claim, int expected)
    {
        using HttpResponseMessage response = await SendAsync(method, path, claim.Length == 0 ? null : Mint(claim));

        Assert.True(expected == (int)response.StatusCode, $"{description}: {response.StatusCode}");
    }

    [Theory]
    [InlineData("GET", "/me")]
    [InlineData("POST", "/tasks")]
    [InlineData("GET", "/reports")]
    [InlineData("POST", "/hubs/board/negotiate?negotiateVersion=1")]
    public async Task Rejects_WithoutAToken(string method, string path)
    {
        using HttpResponseMessage response = await SendAsync(method, path, token: null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Rejects_ATokenOfAStranger()
    {
        string token = new FakeIssuer(_issuer.Issuer).Mint("tasks-api");
        using HttpResponseMessage response = await SendAsync("GET", "/me", token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Sees_TheUsersName()
    {
        using HttpResponseMessage response = await SendAsync("GET", "/me", Mint("sub=ann"));

        Assert.Equal("ann", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Accepts_SignalR_WithTheTokenInTheQuery()
    {
        // In-memory server-sent events: the transport that cannot set headers, so the client sends the query parameter.
        await using HubConnection connection = Connect("sub=ann");
        await connection.StartAsync();

        Assert.Equal("ann", await connection.InvokeAsync<string>("WhoAmI"));
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<string>("Clear"));
    }

    [Theory]
    [InlineData("below the hub's path", "/hubs/board?id=x", 404)]
    [InlineData("elsewhere", "/me?x=1", 401)]
    public async Task Accepts_ATokenInTheQuery_OnlyForTheHub(string description, string path, int expected)
    {
        using HttpResponseMessage response = await SendAsync("GET", $"{path}&access_token={Mint("sub=ann")}", token: null);

        Assert.True(expected == (int)response.StatusCode, $"{description}: {response.StatusCode}");
    }

    public void Dispose() => _app.Dispose();

    private HubConnection Connect(string claim) => new HubConnectionBuilder()
        .WithUrl(new Uri(_app.Server.BaseAddress, "/hubs/board"), options =>
        {
            options.Transports = HttpTransportType.ServerSentEvents;
            options.HttpMessageHandlerFactory = _ => _app.Server.CreateHandler();
            options.AccessTokenProvider = () => Task.FromResult<string?>(Mint(claim));
        })
        .Build();

    private string Mint(string claim)
    {
        string[] pair = claim.Split('=', 2);
        return _issuer.Token("tasks-api").With(pair[0], pair[1]).Sign(_issuer.CurrentKey);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? token)
    {
        using HttpClient client = _app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + token);
        }

        return await client.SendAsync(request);
    }
}
