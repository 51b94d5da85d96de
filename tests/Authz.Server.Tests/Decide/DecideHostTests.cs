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

    [Fact]
    public async Task Rejects_APathWhoseFolderIsMissing_ByItsName()
    {
        Directory.Delete(_folder);

        Assert.Equal(
            $"authz: the endpoints of authz decide cannot be listened on: there is no folder {_folder} for the socket {Socket}.",
            await FailAsync($"unix:{Socket}"));
        Directory.CreateDirectory(_folder);
    }

    [Fact]
    public async Task Rejects_APathAtWhichAnEmptyFileIs_AndLeavesIt()
    {
        Requirement.Require(!OperatingSystem.IsWindows(), "Windows has sockets of another kind");
        await File.WriteAllTextAsync(Socket, "");

        Assert.Contains($"{Socket} is there and is no socket; it is left as it is.", await FailAsync($"unix:{Socket}"), StringComparison.Ordinal);
        Assert.True(File.Exists(Socket));
    }

    [Fact]
    public async Task Rejects_APathAtWhichAFolderIs_AndLeavesIt()
    {
        Assert.Contains($"{_folder} is there and is no socket", await FailAsync($"unix:{_folder}"), StringComparison.Ordinal);
        Assert.True(Directory.Exists(_folder));
    }

    [Fact]
    public async Task Rejects_AnAddressThatIsNotThisMachines_ByItsName() =>
        Assert.Contains("http://192.0.2.1:9001: ", await FailAsync("http://192.0.2.1:9001"), StringComparison.Ordinal);

    [Fact]
    public async Task Accepts_QuestionsWhereAKilledProcessHasLeftItsSocket()
    {
        Requirement.Require(!OperatingSystem.IsWindows(), "Windows has sockets of another kind");
        string other = Path.Combine(_folder, "other.sock");
        using (Socket killed = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // The socket removes the path that it was bound to, which this no longer is.
            killed.Bind(new UnixDomainSocketEndPoint(other));
            File.Move(other, Socket);
        }

        using RunningApi running = Run();
        await using DecideHost host = await StartAsync(running);

        Assert.Equal("HTTP/1.1 200 OK", await AskAsync());
    }

    private static async Task<string> FailAsync(string address)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{ "routes": { "GET /open": { "authorizationType": "NONE" } } }""");
        (int exit, _, string error) = await RunningCommand.RunAsync(
            "decide", file, "--forward-auth", address, "--proxy", "nginx", "--trusted-proxy", "127.0.0.1");
        File.Delete(file);
        Assert.Equal(1, exit);
        return Assert.Single(error.TrimEnd().Split('\n'));
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
