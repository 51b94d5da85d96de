using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

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
        string report = await serve.Error.FindLineAsync("Unable to bind to ").WaitAsync(s_patience);
        Assert.EndsWith("The other endpoints stay as they are; it is tried again.", report, StringComparison.Ordinal);

        Uri freed = new($"http://{taken.LocalEndpoint}");
        taken.Stop();
        await UntilListeningAsync(freed);
        await AskAsync(freed);
        await AskAsync(added);
        Assert.Single(serve.Error.ToString().Split('\n'), line => line.Contains("Unable to bind to ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reads_ACertificateAgain_ThatWasMissing_WhenItIsThere()
    {
        string file = Path.Combine(_folder, "kestrel.json");
        string certificate = Path.Combine(_folder, "tls.pem");
        Uri kept = FreeAddress.Find();
        await File.WriteAllTextAsync(file, Endpoints(kept.AbsoluteUri));
        await using RunningCommand serve = RunningCommand.Start("serve", "--target", "http://127.0.0.1:1", "--kestrel", file);
        await serve.FindLineAsync("Listening on");

        Uri secure = FreeAddress.Find();
        FileFaults.Mend(file, $$"""
            { "Kestrel": { "Endpoints": { "e0": { "Url": "{{kept}}" }, "tls": {
              "Url": "https://{{secure.Authority}}", "Certificate": { "Path": "{{certificate}}", "KeyPath": "{{certificate}}" } } } } }
            """);
        await serve.Error.FindLineAsync("Unable to reload configuration.").WaitAsync(s_patience);
        await AskAsync(kept);

        using RSA key = RSA.Create(2048);
        using X509Certificate2 made = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(certificate, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        await UntilListeningAsync(secure);
        await AskAsync(kept);
    }

    public static TheoryData<string, string> LogDestinations => new()
    {
        { "a FIFO that nobody reads", "it is a FIFO that nobody reads, or hangs." },
        { "a directory", "Access to the path" },
        { "a missing folder", "Could not find a part of the path" },
        { "a link into a missing folder", "Could not find file" },
        { "a link to itself", "Too many levels of symbolic links" },
        { "a full device", "cannot be written: No space left on device" },
    };

    [SkippableTheory]
    [MemberData(nameof(LogDestinations))]
    public async Task Serves_WithAnAccessLogThatCannotBeWritten(string destination, string problem)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "It needs /dev/full.");
        string log = Path.Combine(_folder, "access.log");
        switch (destination)
        {
            case "a FIFO that nobody reads":
                FileFaults.All["a FIFO"](log);
                break;
            case "a directory":
                Directory.CreateDirectory(log);
                break;
            case "a missing folder":
                log = Path.Combine(_folder, "missing", "access.log");
                break;
            case "a link into a missing folder":
                File.CreateSymbolicLink(log, Path.Combine(_folder, "missing", "access.log"));
                break;
            case "a link to itself":
                File.CreateSymbolicLink(log, log);
                break;
            default:
                log = "/dev/full";
                break;
        }

        string file = Path.Combine(_folder, "authz.json");
        await File.WriteAllTextAsync(file, Definition("GET /a"));
        await using RunningCommand serve = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0");
        using HttpClient client = new() { BaseAddress = new Uri((await serve.FindLineAsync("Listening on")).Split(' ')[2]) };

        FileFaults.Mend(file, Definition("GET /b", log));
        bool isTaken = destination == "a full device";
        if (isTaken)
        {
            await serve.FindLineAsync("Reloaded: pets, 1 routes");
            await client.GetAsync("/b");
        }

        await serve.Error.FindLineAsync(problem).WaitAsync(s_patience);
        if (!isTaken)
        {
            await serve.Error.FindLineAsync("the previous definition stays in force").WaitAsync(s_patience);
        }

        string route = isTaken ? "/b" : "/a";
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync(route)).StatusCode);
        FileFaults.Mend(file, Definition("GET /c", Path.Combine(_folder, "good.log")));
        while ((await client.GetAsync("/c")).StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            Assert.False(serve.Exit.IsCompleted);
        }

        Assert.Equal(1, serve.Error.ToString().Split(problem).Length - 1);
    }

    [SkippableFact]
    public async Task Takes_AFifoAsAccessLog_OnceItIsRead()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string log = Path.Combine(_folder, "access.log");
        FileFaults.All["a FIFO"](log);
        string file = Path.Combine(_folder, "authz.json");
        await File.WriteAllTextAsync(file, Definition("GET /a"));
        await using RunningCommand serve = RunningCommand.Start("serve", file, "--listen", "http://127.0.0.1:0");
        using HttpClient client = new() { BaseAddress = new Uri((await serve.FindLineAsync("Listening on")).Split(' ')[2]) };
        FileFaults.Mend(file, Definition("GET /b", log));
        await serve.Error.FindLineAsync("it is a FIFO that nobody reads, or hangs.").WaitAsync(s_patience);

        Task<string?> line = Task.Run(() =>
        {
            using StreamReader reader = new(log);
            return reader.ReadLine();
        });
        FileFaults.Mend(file, Definition("GET /c", log));
        await serve.FindLineAsync("Reloaded: pets, 1 routes");
        await client.GetAsync("/c");

        Assert.Equal("/c", await line.WaitAsync(s_patience));
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

    private static string Definition(string routeKey, string? log = null) => $$"""
        { "name": "pets", "routes": { "{{routeKey}}": {
          "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } } },
          "stages": { "$default": { {{(log is null ? "" : $$"""
            "accessLogSettings": { "format": "$context.path", "destination": "{{log}}" }
            """)}} } } }
        """;

    private static string Endpoints(params string[] urls) =>
        $$"""{ "Kestrel": { "Endpoints": { {{string.Join(", ", urls.Select((url, index) => $$"""
            "e{{index}}": { "Url": "{{url}}" }
            """))}} } } }""";
}
