using System.Net;
using System.Net.WebSockets;
using System.Text;
using Authz.Server.Gateway;
using Authz.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Gateway.WebSockets;

/// <summary>WebSockets through the gateway, to a backend that echoes.</summary>
public sealed class WebSocketTests
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Opens_WithAToken_AndEchoes()
    {
        await using Rig rig = await Rig.StartAsync(_time);
        using ClientWebSocket socket = await rig.ConnectAsync("/hub?a=1", rig.Token());

        Assert.Equal("/hub?a=1 ", await EchoAsync(socket, ""));
        Assert.Equal("hello", await EchoAsync(socket, "hello"));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None).WaitAsync(s_patience);

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Opens_OverHttp2_AndOutlivesTheTimeLimitOfAnExchange()
    {
        await using Rig rig = await Rig.StartAsync(_time, "Http2");
        using ClientWebSocket socket = new();
        await rig.ConnectAsync(socket, "/hub?a=1", rig.Token(), version: HttpVersion.Version20);
        Assert.Equal("/hub?a=1 ", await EchoAsync(socket, ""));
        for (int look = 0; look < 100; look++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal("hello", await EchoAsync(socket, "hello"));
        using ClientWebSocket refused = new();
        await Assert.ThrowsAsync<WebSocketException>(() => rig.ConnectAsync(refused, "/plain", rig.Token(), version: HttpVersion.Version20));
    }

    [Theory]
    [InlineData("/hub", false, null, HttpStatusCode.Unauthorized)]
    [InlineData("/hub", true, "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/hub", true, "null", HttpStatusCode.Forbidden)]
    [InlineData("/plain", true, null, HttpStatusCode.OK)]
    public async Task Opens_Nothing(string path, bool hasToken, string? origin, HttpStatusCode expected)
    {
        await using Rig rig = await Rig.StartAsync(_time);
        using ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => rig.ConnectAsync(socket, path, hasToken ? rig.Token() : null, origin));

        Assert.Equal(expected, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Opens_ForAListedOrigin_AndItsOwn()
    {
        await using Rig rig = await Rig.StartAsync(_time);
        foreach (string origin in new[] { "https://app.example", rig.Address.GetLeftPart(UriPartial.Authority) })
        {
            using ClientWebSocket socket = new();
            await rig.ConnectAsync(socket, "/hub", rig.Token(), origin);
            Assert.Equal("/hub ", await EchoAsync(socket, ""));
        }
    }

    [Theory]
    [InlineData("its token has expired")]
    [InlineData("its key is withdrawn")]
    [InlineData("another definition refuses it")]
    [InlineData("another definition has no WebSockets")]
    [InlineData("another definition has tools there")]
    [InlineData("another definition gives its host to nobody")]
    [InlineData("another definition lists no origin")]
    [InlineData("the gateway ends")]
    public async Task Ends_When(string reason)
    {
        await using Rig rig = await Rig.StartAsync(_time);
        using ClientWebSocket socket = new();
        await rig.ConnectAsync(socket, "/hub", rig.Token(TimeSpan.FromHours(12)), "https://app.example");
        Assert.Equal("/hub ", await EchoAsync(socket, ""));
        Task<WebSocketReceiveResult> end = socket.ReceiveAsync(new byte[16], CancellationToken.None);
        for (int look = 0; look < 100; look++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.False(end.IsCompleted);
        switch (reason)
        {
            case "its token has expired":
                _time.Advance(TimeSpan.FromHours(12));
                break;
            case "its key is withdrawn":
                rig.Issuer.Rotate();
                rig.Issuer.Withdraw(rig.FirstKey.KeyId);
                break;
            case "another definition refuses it":
                rig.Gateway.Running.Replace(rig.Compile(scope: "admin", webSockets: true));
                break;
            case "another definition has no WebSockets":
                rig.Gateway.Running.Replace(rig.Compile(scope: null, webSockets: false));
                break;
            case "another definition has tools there":
                rig.Gateway.Running.Replace(rig.Compile(scope: null, webSockets: false, definition => definition with
                {
                    Routes = new OrderedDictionary<string, RouteDefinition>(definition.Routes.Reverse().Select(route => KeyValuePair.Create(
                        route.Key,
                        route.Value.IsOpen ? route.Value : route.Value with { Tools = new Dictionary<string, ToolDefinition> { ["*"] = new() } }))),
                }));
                break;
            case "another definition gives its host to nobody":
                rig.Gateway.Running.Replace(rig.Compile(scope: null, webSockets: true, definition => definition with
                {
                    Stages = new Dictionary<string, StageDefinition> { ["$default"] = new() { Hosts = ["other.example"] } },
                }));
                break;
            case "another definition lists no origin":
                rig.Gateway.Running.Replace(rig.Compile(scope: null, webSockets: true, definition => definition with { Cors = null }));
                break;
            default:
                _ = rig.Gateway.Host.DisposeAsync().AsTask();
                break;
        }

        using CancellationTokenSource patience = new(s_patience);
        while (!end.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(10));
            await rig.Gateway.Running.Authorizer.WarmUpAsync();
            await Task.Yield();
        }

        await Assert.ThrowsAsync<WebSocketException>(() => end);
    }

    private static async Task<string> EchoAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        byte[] buffer = new byte[1_024];
        WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(s_patience);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private sealed class Rig(TestGateway gateway, WebApplication backend) : IAsyncDisposable
    {
        private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler());

        public TestGateway Gateway => gateway;

        public FakeIssuer Issuer => gateway.Issuer;

        public SigningKey FirstKey { get; } = gateway.Issuer.CurrentKey;

        public Uri Address => gateway.Address;

        public static async Task<Rig> StartAsync(FakeTimeProvider time, string protocols = "Http1")
        {
            WebApplication backend = await StartBackendAsync();
            TestGateway gateway = await TestGateway.StartAsync(
                (issuer, _) => Define(issuer, backend.Urls.Single(), scope: null, webSockets: true),
                new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), Kestrel = Endpoint(protocols), TimeProvider = time },
                time);
            return new Rig(gateway, backend);
        }

        private static IConfiguration Endpoint(string protocols) => new ConfigurationBuilder()
            .AddInMemoryCollection([new("Endpoints:Own:Url", "http://127.0.0.1:0"), new("Endpoints:Own:Protocols", protocols)])
            .Build();

        public string Token() => gateway.Issuer.Mint(TestGateway.Audience, "");

        public string Token(TimeSpan lifetime) => gateway.Issuer.Token(TestGateway.Audience)
            .With("exp", gateway.Issuer.Clock.GetUtcNow() + lifetime).Sign(gateway.Issuer.CurrentKey);

        public GatewayDefinition Compile(string? scope, bool webSockets, Func<ApiDefinition, ApiDefinition>? change = null)
        {
            ApiDefinition definition = Define(gateway.Issuer.Issuer, backend.Urls.Single(), scope, webSockets);
            return TestGateway.Compile(change is null ? definition : change(definition));
        }

        public async Task<ClientWebSocket> ConnectAsync(string target, string? token)
        {
            ClientWebSocket socket = new();
            await ConnectAsync(socket, target, token);
            return socket;
        }

        public Task ConnectAsync(ClientWebSocket socket, string target, string? token, string? origin = null, Version? version = null)
        {
            socket.Options.HttpVersion = version ?? HttpVersion.Version11;
            socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            if (token is not null)
            {
                socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
            }

            if (origin is not null)
            {
                socket.Options.SetRequestHeader("Origin", origin);
            }

            return socket.ConnectAsync(new Uri($"ws://{gateway.Address.Authority}{target}"), _client, CancellationToken.None).WaitAsync(s_patience);
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await gateway.DisposeAsync();
            await backend.DisposeAsync();
        }

        private static ApiDefinition Define(string issuer, string backend, string? scope, bool webSockets) => TestGateway.Define(
            [
                ("GET /hub", new RouteDefinition
                {
                    Authorizer = "idp",
                    AuthorizationScopes = scope is null ? [] : [scope],
                    Integration = new IntegrationDefinition { Uri = backend + "/hub", WebSockets = webSockets },
                }),
                ("GET /plain", new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend + "/plain" } }),
            ],
            issuer) with
        { Cors = new CorsDefinition { AllowOrigins = ["https://app.example"] } };

        // Says which target it was asked for, then whatever it is told.
        private static async Task<WebApplication> StartBackendAsync()
        {
            WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            WebApplication app = builder.Build();
            app.UseWebSockets();
            app.Run(async context =>
            {
                if (!context.WebSockets.IsWebSocketRequest)
                {
                    return;
                }

                using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
                byte[] buffer = new byte[1_024];
                string? greeting = $"{context.Request.Path}{context.Request.QueryString} ";
                WebSocketReceiveResult received = await socket.ReceiveAsync(buffer, CancellationToken.None);
                while (received.MessageType != WebSocketMessageType.Close)
                {
                    byte[] answer = greeting is null ? buffer[..received.Count] : Encoding.UTF8.GetBytes(greeting);
                    greeting = null;
                    await socket.SendAsync(answer, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                    received = await socket.ReceiveAsync(buffer, CancellationToken.None);
                }

                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
            });
            await app.StartAsync();
            return app;
        }
    }
}
