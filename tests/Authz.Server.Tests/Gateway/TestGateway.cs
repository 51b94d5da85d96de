using System.Net.Sockets;
using System.Text;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Stages;
using Authz.Testing;

namespace Authz.Server.Tests.Gateway;

/// <summary>A gateway on a free port, with an issuer in place of the network's and a backend that records.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string Audience = "test";

    private TestGateway(FakeIssuer issuer, RecordingBackend backend, RunningApi running, GatewayHost host)
    {
        Issuer = issuer;
        Backend = backend;
        Running = running;
        Host = host;
    }

    public FakeIssuer Issuer { get; }

    public RecordingBackend Backend { get; }

    public RunningApi Running { get; }

    public GatewayHost Host { get; }

    public Uri Address => new(Host.Address);

    /// <summary>Starts a gateway for a definition that is made for the issuer's name and the backend's address.</summary>
    public static async Task<TestGateway> StartAsync(
        Func<string, string, ApiDefinition> define, GatewayOptions? options = null, TimeProvider? time = null)
    {
        FakeIssuer issuer = new(timeProvider: time);
        RecordingBackend backend = new();
        RunningApi running = new(
            Compile(define(issuer.Issuer, backend.Address)), new ApiAuthorizerOptions { KeyFetchHandler = issuer.CreateHandler(), ReadsTools = true, TimeProvider = time ?? TimeProvider.System });
        GatewayHost host = await GatewayHost.StartAsync(
            running, options ?? new GatewayOptions { Listen = new Uri("http://127.0.0.1:0") }, watches: [], CancellationToken.None);
        return new TestGateway(issuer, backend, running, host);
    }

    /// <summary>Starts a gateway for one route that needs no token.</summary>
    public static Task<TestGateway> StartOpenAsync(
        Func<string, IntegrationDefinition> integration, string routeKey = "ANY /pets/{id}", CorsDefinition? cors = null) =>
        StartAsync(
            (_, backend) =>
                Define([(routeKey, new RouteDefinition { IsOpen = true, Integration = integration(backend) })]) with { Cors = cors });

    /// <summary>A definition with these routes, and an authorizer <c>idp</c> where an issuer is given.</summary>
    public static ApiDefinition Define((string Key, RouteDefinition Route)[] routes, string? issuer = null) => new()
    {
        Authorizers = issuer is null
            ? new Dictionary<string, AuthorizerDefinition>()
            : new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = new() { JwtConfiguration = [new JwtConfiguration { Issuer = issuer, Audience = [Audience] }] },
            },
        Routes = routes.ToDictionary(route => route.Key, route => route.Route),
    };

    public static GatewayDefinition Compile(ApiDefinition definition)
    {
        GatewayStages stages = GatewayCompiler.Compile(definition, new GatewayCompilerOptions(), out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        return new GatewayDefinition(definition, stages);
    }

    /// <summary>Sends a request of its own connection, octet for octet but for the host, and reads whatever is answered.</summary>
    /// <param name="requestLine">Such as <c>GET /pets/7</c>; the version is added.</param>
    /// <param name="headers">Header lines.</param>
    public Task<RawAnswer> SendAsync(string requestLine, params string[] headers) => SendRawAsync(
        $"{requestLine} HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: " +
        $"close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>Sends these octets.</summary>
    public Task<RawAnswer> SendRawAsync(string text) => SendRawAsync(Address, text);

    /// <summary>Sends these octets to a gateway.</summary>
    public static async Task<RawAnswer> SendRawAsync(Uri address, string text)
    {
        using TcpClient connection = new();
        await connection.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = connection.GetStream();
        StringBuilder answer = new();

        // Side by side, because the gateway may answer and hang up on a request that it does not read to its end.
        Task writing = stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();
        try
        {
            byte[] buffer = new byte[16 * 1024];
            for (int count = await stream.ReadAsync(buffer); count > 0; count = await stream.ReadAsync(buffer))
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }

            await writing;
        }
        catch (IOException)
        {
            // What it said before counts.
        }

        return RawAnswer.Read(answer.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Running.Dispose();
        await Backend.DisposeAsync();
    }
}
