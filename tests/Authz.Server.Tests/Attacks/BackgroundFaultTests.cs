using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Authz.Server.Commands;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks;

/// <summary>Faults of background work: each is reported, nothing changes, and the gateway goes on.</summary>
public sealed class BackgroundFaultTests
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static readonly Uri s_freePort = new("http://127.0.0.1:0");

    public static TheoryData<string> Faults => [.. s_faults.Keys];

    // The runtime's own exceptions are among those that background work can meet.
#pragma warning disable CA2201
    private static readonly Dictionary<string, Func<Exception>> s_faults = new Func<Exception>[]
    {
        () => new ApiDefinitionException([new DefinitionProblem("/", 0, 0, "m", "r")]),
        () => new ArgumentException("m"),
        () => new FormatException("m"),
        () => new IndexOutOfRangeException("m"),
        () => new InvalidOperationException("m"),
        () => new IOException("m"),
        () => new KeyNotFoundException("m"),
        () => new NotSupportedException("m"),
        () => new NullReferenceException("m"),
        () => new ObjectDisposedException("m"),
        () => new OperationCanceledException("m"),
        () => new OutOfMemoryException("m"),
        () => new TimeoutException("m"),
        () => new UnauthorizedAccessException("m"),
        () => new AggregateException(new IOException("m")),
    }.ToDictionary(fault => fault().GetType().Name);
#pragma warning restore CA2201

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Keeps_TheDefinition_AndReportsEachFaultOnce_ThenReloads(string fault)
    {
        ConcurrentQueue<string> reports = [];
        GatewayDefinition changed = Definition("GET /b");
        int looks = 0;
        using RunningApi running = new(Definition("GET /a"));
        using DefinitionWatch watch = new(
            running,
            _ => ++looks <= 3 ? throw s_faults[fault]() : Task.FromResult<GatewayDefinition?>(changed),
            new DefinitionReloads(),
            _ => { },
            reports.Enqueue,
            TimeProvider.System);

        for (int look = 0; look < 3; look++)
        {
            await watch.CheckAsync(CancellationToken.None);
            Assert.Equal(["GET /a"], running.Current.Definition.Routes.Keys);
        }

        Assert.Contains("the previous definition stays in force", Assert.Single(reports), StringComparison.Ordinal);
        await watch.CheckAsync(CancellationToken.None);
        Assert.Equal(["GET /b"], running.Current.Definition.Routes.Keys);
    }

    [Fact]
    public async Task Serves_AfterAFaultOfTheReload()
    {
        TaskCompletionSource<string> reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using RunningApi running = new(Definition("GET /a"));
        DefinitionWatch watch = new(
            running, _ => throw new InvalidOperationException("broken"), new DefinitionReloads(), _ => { }, line => reported.TrySetResult(line),
            TimeProvider.System);
        await using GatewayHost host = await GatewayHost.StartAsync(
            running, new GatewayOptions { Listen = s_freePort }, [watch], CancellationToken.None);

        Assert.StartsWith("warning: InvalidOperationException: broken ", await reported.Task.WaitAsync(s_patience), StringComparison.Ordinal);

        using HttpClient client = new() { BaseAddress = new Uri(host.Address) };
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/none")).StatusCode);
        Assert.False(host.Draining.IsCancellationRequested);
    }

    [Fact]
    public async Task Ends_WithTheException_ThatStoppedABackgroundService()
    {
        using RunningApi running = new(Definition("GET /a"));
        DefinitionWatch watch = new(
            running, _ => throw new IOException("first"), new DefinitionReloads(), _ => { }, _ => throw new InvalidOperationException("second"),
            TimeProvider.System);
        await using GatewayHost host = await GatewayHost.StartAsync(
            running, new GatewayOptions { Listen = s_freePort }, [watch], CancellationToken.None);

        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.WaitForShutdownAsync(CancellationToken.None).WaitAsync(s_patience));

        Assert.Equal("second", fault.Message);
    }

    [Fact]
    public async Task Serves_AndReloads_WhenStandardOutputCannotBeWritten()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Json("GET /a"));
        await using LineWriter error = new();
        await using FullWriter output = new();
        using CancellationTokenSource interrupt = new();
        Task<int> exit = AuthzCommand.RunAsync(
            ["serve", file, "--listen", "http://127.0.0.1:0"], output, error, interrupt.Token);
        string line = await error.FindLineAsync("listening on ").WaitAsync(s_patience);
        using HttpClient client = new() { BaseAddress = new Uri(line.Split(' ')[3].TrimEnd(';')) };

        await File.WriteAllTextAsync(file, Json("GET /b"));
        await error.FindLineAsync("Reloaded: pets, 1 routes; standard output cannot be written: No space left").WaitAsync(s_patience);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/a")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/b")).StatusCode);
        Assert.False(exit.IsCompleted);
        await interrupt.CancelAsync();
        await exit.WaitAsync(s_patience);
        File.Delete(file);
    }

    [Fact]
    public void Survives_AnUnwritableStandardError()
    {
        using FullWriter full = new();

        new CommandConsole(TextWriter.Null, full).ReportTrouble("anything");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\\u0000b")]
    [InlineData("a\\nb")]
    [InlineData("logs/")]
    [InlineData("logs/..")]
    [InlineData(".")]
    public async Task Keeps_TheDefinition_WhenTheNewAccessLogCannotBe(string destination)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Json("GET /a"));
        string bad = Json("GET /b", $$"""{ "format": "$context.status", "destination": "{{destination}}" }""");
        await using RunningCommand serve = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0");
        await serve.FindLineAsync("Listening on");

        await File.WriteAllTextAsync(file, bad);
        string problem = await serve.Error.FindLineAsync("/accessLogSettings/destination").WaitAsync(s_patience);
        await serve.Error.FindLineAsync("the previous definition stays in force").WaitAsync(s_patience);

        Assert.Contains("The access log's destination is not a file's path.", problem, StringComparison.Ordinal);
        Assert.False(serve.Exit.IsCompleted);
        (int exit, string output, _) = await RunningCommand.RunAsync("check", file);
        Assert.Equal(1, exit);
        Assert.Contains("The access log's destination is not a file's path.", output, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static GatewayDefinition Definition(string routeKey) => TestGateway.Compile(TestGateway.Define([(routeKey, new RouteDefinition
    {
        IsOpen = true,
        Integration = new() { Type = IntegrationType.HttpProxy, Uri = "http://127.0.0.1:1" },
    })]));

    private static string Json(string routeKey, string? accessLog = null) => $$"""
        {
          "name": "pets",
          "routes": { "{{routeKey}}": {
            "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } } },
          "stages": { "$default": { {{(accessLog is null ? "" : $"\"accessLogSettings\": {accessLog}")}} } }
        }
        """;

    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
