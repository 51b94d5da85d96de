using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Authz.Server.Tests.Attacks;

/// <summary>
/// The real program with standard streams and an access log that cannot be written: each costs its lines, which are reported where that is
/// possible, and never the program.
/// </summary>
public sealed class OutputFaultTests : IDisposable
{
    private const string AccessLine = """{ "format": "$context.path LINE" }""";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-faults").FullName;
    private readonly Uri _address = FreeAddress.Find();
    private readonly HttpClient _client;

    public OutputFaultTests() => _client = new HttpClient { BaseAddress = _address };

    private string DefinitionPath => Path.Combine(_folder, "authz.json");

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableTheory]
    [InlineData(">&-", "standard output cannot be written: Standard output is closed.")]
    [InlineData("> /dev/full", "standard output cannot be written: No space left on device")]
    [InlineData("2>&-", null)]
    [InlineData("2> /dev/full", null)]
    [InlineData(">&- 2>&- <&-", null)]
    [InlineData("> /dev/full 2> /dev/full", null)]
    [InlineData("", "standard output cannot be written: Broken pipe")]
    public async Task Serves_AndReloads(string redirection, string? report)
    {
        Skip.If(OperatingSystem.IsWindows(), "It needs a shell.");
        await WriteAsync("GET /a", AccessLine);
        await using ServerProcess server = ServerProcess.Start(redirection, "serve", DefinitionPath, "--listen", _address.AbsoluteUri);
        if (redirection.Length == 0)
        {
            // A pipe whose reader has gone.
            server.Output.Close();
        }

        await UntilAsync("/a", HttpStatusCode.ServiceUnavailable);
        if (report is not null && redirection.Length > 0)
        {
            // The access log's own line may come before it.
            Assert.StartsWith(
                $"authz: listening on {_address.AbsoluteUri.TrimEnd('/')}; {report}", await server.FindErrorAsync("listening on "),
                StringComparison.Ordinal);
        }

        if (report is not null)
        {
            await server.FindErrorAsync("the access log on standard output cannot be written: ");
        }

        await WriteAsync("GET /b", AccessLine);
        await UntilAsync("/b", HttpStatusCode.ServiceUnavailable);
        await UntilAsync("/a", HttpStatusCode.NotFound);
        if (report is not null)
        {
            await server.FindErrorAsync($"authz: Reloaded: pets, 1 routes; {report}");
        }

        Assert.False(server.HasExited);
        Assert.Equal(0, await server.EndAsync());
    }

    [SkippableFact]
    public async Task Serves_AndReloads_WhileNobodyReadsStandardOutput_ThenGoesOn()
    {
        Skip.If(OperatingSystem.IsWindows(), "It needs a shell.");
        string wide = AccessLine.Replace("LINE", new string('x', 1_000), StringComparison.Ordinal);
        await WriteAsync("GET /a", wide);
        await using ServerProcess server = ServerProcess.Start("", "serve", DefinitionPath, "--listen", _address.AbsoluteUri);
        await UntilAsync("/a", HttpStatusCode.ServiceUnavailable);

        // More than a pipe holds.
        for (int request = 0; request < 100; request++)
        {
            await _client.GetAsync(new Uri("/a", UriKind.Relative));
        }

        await server.FindErrorAsync("the access log on standard output cannot be written: It takes nothing.");
        foreach (string route in (string[])["/b", "/c"])
        {
            await WriteAsync($"GET {route}", wide);
            await UntilAsync(route, HttpStatusCode.ServiceUnavailable);
        }

        await server.FindErrorAsync("Reloaded: pets, 1 routes; standard output cannot be written: Nobody reads it.");
        Task drain = server.Output.ReadToEndAsync();
        await server.FindErrorAsync("the access log on standard output is written again");
        Assert.Equal(0, await server.EndAsync());
        await drain.WaitAsync(s_patience);
    }

    [SkippableFact]
    public async Task Ends_WhileNobodyReadsStandardOutput()
    {
        Skip.If(OperatingSystem.IsWindows(), "It needs a shell.");
        await WriteAsync("GET /a", AccessLine.Replace("LINE", new string('x', 1_000), StringComparison.Ordinal));
        await using ServerProcess server = ServerProcess.Start("", "serve", DefinitionPath, "--listen", _address.AbsoluteUri);
        await UntilAsync("/a", HttpStatusCode.ServiceUnavailable);
        for (int request = 0; request < 100; request++)
        {
            await _client.GetAsync(new Uri("/a", UriKind.Relative));
        }

        await server.FindErrorAsync("the access log on standard output cannot be written: It takes nothing.");

        Assert.Equal(0, await server.EndAsync());
    }

    [SkippableFact]
    public async Task Writes_TheAccessLogAgain_AfterAFullDisk()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "It needs prlimit.");
        string prlimit = Authz.Tests.Requirement.Program("prlimit");
        string log = Path.Combine(_folder, "access.log");
        await WriteAsync("GET /a", $$"""{ "format": "$context.path {{new string('x', 100)}}", "destination": "{{log}}" }""");
        await using ServerProcess server = ServerProcess.Start("", "serve", DefinitionPath, "--listen", _address.AbsoluteUri);
        await UntilAsync("/a", HttpStatusCode.ServiceUnavailable);

        await LimitAsync("300");
        for (int request = 0; request < 5; request++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/a"));
        }

        await server.FindErrorAsync($"the access log {log} cannot be written: ");
        await LimitAsync("unlimited");
        await UntilAsync("/a", HttpStatusCode.ServiceUnavailable);
        await server.FindErrorAsync($"the access log {log} is written again");
        Assert.Equal(0, await server.EndAsync());
        Assert.Contains(" lines left out", await File.ReadAllTextAsync(log), StringComparison.Ordinal);

        async Task LimitAsync(string bytes)
        {
            using Process limit = Process.Start(
                prlimit, ["--pid", server.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:unlimited"]);
            await limit.WaitForExitAsync();
            Assert.Equal(0, limit.ExitCode);
        }
    }

    [SkippableTheory]
    [InlineData("> /dev/full", "check")]
    [InlineData("> /dev/full", "import")]
    [InlineData("> /dev/full", "explain", "--request", "GET /a")]
    [InlineData(">&-", "check")]
    [InlineData(">&-", "import")]
    [InlineData(">&- 2>&-", "explain", "--request", "GET /a")]
    public async Task AVerdictThatCannotBeWritten_Is3(string redirection, string command, params string[] more)
    {
        Skip.If(OperatingSystem.IsWindows(), "It needs a shell.");
        await WriteAsync("GET /a", AccessLine);

        await using ServerProcess program = ServerProcess.Start(redirection, [command, DefinitionPath, .. more]);

        Assert.Equal(3, await program.ExitAsync());
        if (!redirection.Contains("2>", StringComparison.Ordinal))
        {
            await program.FindErrorAsync("authz: a fault of authz itself: ");
        }
    }

    [SkippableFact]
    public async Task Reports_TelemetryThatCannotBeSent_Once()
    {
        Skip.If(OperatingSystem.IsWindows(), "It needs a shell.");
        await WriteAsync("GET /a", AccessLine);
        await using ServerProcess server = ServerProcess.Start(
            "", "serve", DefinitionPath, "--listen", _address.AbsoluteUri, "--otlp", "http://127.0.0.1:1");
        await UntilAsync("/a", HttpStatusCode.ServiceUnavailable);

        await server.FindErrorAsync("telemetry cannot be sent to http://127.0.0.1:1/v1/traces: Connection refused");
        await UntilAsync("/a", HttpStatusCode.ServiceUnavailable);

        // Metrics are sent once a minute, and at the end.
        Assert.Equal(0, await server.EndAsync());
        Assert.Contains(
            "telemetry cannot be sent to http://127.0.0.1:1/v1/metrics: Connection refused", server.Error, StringComparison.Ordinal);
        Assert.Equal(2, server.Error.Split("telemetry cannot be sent").Length - 1);
    }

    private async Task WriteAsync(string routeKey, string accessLog)
    {
        await File.WriteAllTextAsync(DefinitionPath + ".new", $$"""
            {
              "name": "pets",
              "routes": { "{{routeKey}}": {
                "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } } },
              "stages": { "$default": { "accessLogSettings": {{accessLog}} } }
            }
            """);
        File.Move(DefinitionPath + ".new", DefinitionPath, overwrite: true);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task UntilAsync(string path, HttpStatusCode expected)
    {
        using CancellationTokenSource end = new(s_patience);
        while (true)
        {
            end.Token.ThrowIfCancellationRequested();
            try
            {
                if (await StatusAsync(path) == expected)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                await Task.Yield();
            }
        }
    }
}
