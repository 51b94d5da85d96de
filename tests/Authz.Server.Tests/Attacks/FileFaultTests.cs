using System.Net;
using System.Net.Sockets;

namespace Authz.Server.Tests.Attacks;

/// <summary>Each fault of each file that the gateway polls: it is reported, the last good state stays, and a good file mends it.</summary>
public sealed class FileFaultTests : IDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-faults").FullName;

    public static TheoryData<string> Faults => [.. FileFaults.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public async Task Keeps_TheDefinition_UntilTheFileIsGoodAgain(string fault)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string file = Path.Combine(_folder, "authz.json");
        await File.WriteAllTextAsync(file, Definition("GET /a"));
        await using RunningCommand serve = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0");
        using HttpClient client = new() { BaseAddress = new Uri((await serve.FindLineAsync("Listening on")).Split(' ')[2]) };

        FileFaults.All[fault](file);
        await serve.Error.FindLineAsync("the previous definition stays in force").WaitAsync(s_patience);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/a")).StatusCode);

        FileFaults.Mend(file, Definition("GET /b"));
        await serve.FindLineAsync("Reloaded: pets, 1 routes");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/b")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/a")).StatusCode);
    }

    [SkippableFact]
    public async Task Reloads_ADefinitionBehindASwappedLink()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such links.");
        FileFaults.Swap(_folder, "authz.json", Definition("GET /a"));
        await using RunningCommand serve = RunningCommand.Start(
            "serve", Path.Combine(_folder, "authz.json"), "--listen", "http://127.0.0.1:0");
        await serve.FindLineAsync("Listening on");

        FileFaults.Swap(_folder, "authz.json", Definition("GET /b"));

        await serve.FindLineAsync("Reloaded: pets, 1 routes");
    }

    public static TheoryData<string> EndpointFaults => [.. FileFaults.All.Keys, "no section", "no endpoints", "endpoints of another type"];

    [SkippableTheory]
    [MemberData(nameof(EndpointFaults))]
    public async Task Keeps_TheEndpoints_UntilTheFileIsGoodAgain(string fault)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string file = Path.Combine(_folder, "kestrel.json");
        await File.WriteAllTextAsync(file, Endpoints("http://127.0.0.1:0"));
        await using RunningCommand serve = RunningCommand.Start("serve", "--target", "http://127.0.0.1:1", "--kestrel", file);
        Uri address = new((await serve.FindLineAsync("Listening on")).Split(' ')[2]);

        switch (fault)
        {
            case "no section":
                FileFaults.Mend(file, "{}");
                break;
            case "no endpoints":
                FileFaults.Mend(file, """{ "Kestrel": {} }""");
                break;
            case "endpoints of another type":
                FileFaults.Mend(file, """{ "Kestrel": { "Endpoints": "http://127.0.0.1:0" } }""");
                break;
            default:
                FileFaults.All[fault](file);
                break;
        }

        await serve.Error.FindLineAsync("the endpoints stay as they are").WaitAsync(s_patience);
        await AskAsync(address);

        Uri other = FreeAddress.Find();
        FileFaults.Mend(file, Endpoints(other.AbsoluteUri));
        await UntilListeningAsync(other);
        await AskAsync(other);
    }

    [Fact]
    public async Task Keeps_OtherEndpoints_WhenAPortIsTaken()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string file = Path.Combine(_folder, "kestrel.json");
        Uri kept = FreeAddress.Find();
        await File.WriteAllTextAsync(file, Endpoints(kept.AbsoluteUri));
        await using RunningCommand serve = RunningCommand.Start("serve", "--target", "http://127.0.0.1:1", "--kestrel", file);
        await serve.FindLineAsync("Listening on");

        Uri added = FreeAddress.Find();
        FileFaults.Mend(file, Endpoints(kept.AbsoluteUri, $"http://{taken.LocalEndpoint}", added.AbsoluteUri));

        await UntilListeningAsync(added);
        await AskAsync(added);
        await AskAsync(kept);
    }

    private static async Task AskAsync(Uri address)
    {
        using HttpClient client = new();
        using HttpResponseMessage answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    private static async Task UntilListeningAsync(Uri address)
    {
        using CancellationTokenSource end = new(s_patience);
        while (true)
        {
            end.Token.ThrowIfCancellationRequested();
            using TcpClient client = new();
            try
            {
                await client.ConnectAsync(address.Host, address.Port, end.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private static string Definition(string routeKey) => $$"""
        { "name": "pets", "routes": { "{{routeKey}}": {
          "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } } } }
        """;

    private static string Endpoints(params string[] urls) =>
        $$"""{ "Kestrel": { "Endpoints": { {{string.Join(", ", urls.Select((url, index) => $$"""
            "e{{index}}": { "Url": "{{url}}" }
            """))}} } } }""";
}
