using System.Net.Sockets;
using Authz.Server.Decide;
using Authz.Server.Decide.ForwardAuth;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Stages;
using Authz.Tests;

namespace Authz.Server.Tests.Decide;

/// <summary>The Unix sockets of deciders, from their start to their end.</summary>
public sealed class DecideHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("authz-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Accepts_QuestionsAtASuccessor_WhenThePredecessorEndsAfterItsStart()
    {
        Requirement.Require(!OperatingSystem.IsWindows(), "Windows removes no socket of a process that ends");
        using RunningApi running = Run();
        DecideHost predecessor = await StartAsync(running);
        await predecessor.WaitForShutdownAsync(new CancellationToken(canceled: true));
        Assert.False(File.Exists(Socket));

        await using DecideHost successor = await StartAsync(running);
        await predecessor.DisposeAsync();

        Assert.Equal("HTTP/1.1 200 OK", await AskAsync());
    }

    private string Socket => Path.Combine(_folder, "decide.sock");

    private static RunningApi Run()
    {
        ApiDefinition definition = new()
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>(),
            Routes = new Dictionary<string, RouteDefinition> { ["GET /open"] = new() { IsOpen = true } },
        };
        GatewayStages stages = DecisionCompiler.Compile(definition, new StageCompilerOptions(), overHttp: true, out _);
        return new RunningApi(new GatewayDefinition(definition, stages), new ApiAuthorizerOptions());
    }

    private Task<DecideHost> StartAsync(RunningApi running)
    {
        DecideHostOptions options = new()
        {
            ForwardAuth = ProxyEndpoint.Parse($"unix:{Socket}", out _),
            Proxy = ForwardAuthRequestMapping.All["nginx"],
        };
        return DecideHost.StartAsync(running, options, watches: [], CancellationToken.None);
    }

    private async Task<string?> AskAsync()
    {
        using Socket connection = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
        await using NetworkStream stream = new(connection);
        await stream.WriteAsync(
            "GET / HTTP/1.1\r\nHost: decider\r\nX-Original-Method: GET\r\nX-Original-URI: /open\r\nX-Real-IP: 192.0.2.7\r\n\r\n"u8.ToArray());
        using StreamReader answer = new(stream);
        return await answer.ReadLineAsync();
    }
}
