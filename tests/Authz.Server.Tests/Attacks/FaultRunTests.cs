using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Authz.Testing;

namespace Authz.Server.Tests.Attacks;

/// <summary>
/// Random faults of the gateway's files under load, while its standard output is closed or on a full disk, as its access log is. A short
/// form of tests/faults.sh.
/// </summary>
public sealed class FaultRunTests : IDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static readonly int s_seconds = Setting("AUTHZ_FAULT_SECONDS", 8);
    private static readonly int s_seed = Setting("AUTHZ_FAULT_SEED", 1);

    private readonly string _folder = Directory.CreateTempSubdirectory("authz-faults").FullName;
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly SortedDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly FakeIssuer _issuer = new("https://faults.example");
    private readonly HttpClient _client = new();
    private long _requests;
    private int _reloads;

    // Odd while a change is under way, when the version before it may answer too.
    private volatile int _state;

    private string DefinitionPath => Path.Combine(_folder, "authz.json");

    private string KeysPath => Path.Combine(_folder, "keys.json");

    private string EndpointsPath => Path.Combine(_folder, "kestrel.json");

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [SkippableFact]
    public async Task Decides_ByTheLastGoodDefinition_AndReportsEachFault()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "It needs /dev/full.");
        string address = FreeAddress.Find().AbsoluteUri;
        string output = new Random(s_seed).Next(2) == 0 ? "> /dev/full" : ">&-";
        await File.WriteAllTextAsync(KeysPath, _issuer.CreateKeySet().ToJsonString());
        await File.WriteAllTextAsync(DefinitionPath, Definition(0));
        await File.WriteAllTextAsync(EndpointsPath, Endpoints(address));
        _client.BaseAddress = new Uri(address);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Mint("api"));
        using Process gateway = Start(output);
        await UntilServedAsync(0);
        using CancellationTokenSource stop = new();
        Task[] load = [.. Enumerable.Range(0, 4).Select(_ => SendAsync(stop.Token))];

        await RunAsync(gateway, address);

        await stop.CancelAsync();
        await Task.WhenAll(load);
        Assert.Empty(_wrong.Distinct());
        Assert.False(gateway.HasExited);
        Assert.Contains(_errors, line => line.Contains("standard output cannot be written", StringComparison.Ordinal));
        Assert.Contains(_errors, line => line.Contains("the access log /dev/full cannot be written", StringComparison.Ordinal));
        using Process kill = Process.Start("kill", ["-TERM", gateway.Id.ToString(CultureInfo.InvariantCulture)]);
        await gateway.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, gateway.ExitCode);
        await File.WriteAllTextAsync(Path.Combine(AppContext.BaseDirectory, "fault-run.txt"), Describe(output));
    }

    private string Describe(string output)
    {
        StringBuilder text = new();
        text.AppendLine(null, $"{s_seconds} s, seed {s_seed}, standard output {output}, access log on /dev/full");
        text.AppendLine(null, $"{_requests} requests, {_wrong.Count} by another definition or other keys");
        text.AppendLine(null, $"{_reloads} reloads, {_faults.Values.Sum()} faults, each reported:");
        foreach ((string fault, int count) in _faults)
        {
            text.AppendLine(null, $"{count,6} {fault}");
        }

        return text.ToString();
    }

    // After each fault a new version is put into force, so that the loops have seen a good file before the next fault.
    private async Task RunAsync(Process gateway, string address)
    {
        Random random = new(s_seed);
        string[] kinds = [.. FileFaults.All.Keys];
        (string Name, string Path, string Report, Func<string> Content)[] files =
        [
            ("definition", DefinitionPath, "stays in force", () => Definition(_state / 2)),
            ("definition", DefinitionPath, "stays in force", () => Definition(_state / 2)),
            ("endpoints", EndpointsPath, "the endpoints stay", () => Endpoints(address)),
            ("key file", KeysPath, "those in force stay in use", () => _issuer.CreateKeySet().ToJsonString()),
        ];
        Stopwatch time = Stopwatch.StartNew();
        while (time.Elapsed.TotalSeconds < s_seconds)
        {
            (string name, string path, string report, Func<string> content) = files[random.Next(files.Length)];
            string kind = kinds[random.Next(kinds.Length)];
            int before = _errors.Count;
            FileFaults.All[kind](path);
            await UntilReportedAsync(gateway, before, report, kind);
            _faults[$"{name}: {kind}"] = _faults.GetValueOrDefault($"{name}: {kind}") + 1;
            if (path != DefinitionPath)
            {
                FileFaults.Mend(path, content());
            }

            if (path == KeysPath)
            {
                await UntilReportedAsync(gateway, before, "are fetched again", kind);
            }

            _state++;
            FileFaults.Mend(DefinitionPath, Definition((_state + 1) / 2));
            await UntilServedAsync((_state + 1) / 2);
            _state++;
            _reloads++;
        }
    }

    private Process Start(string output)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Authz.Server.dll");
        Process gateway = Process.Start(
            new ProcessStartInfo(
                "sh", ["-c", $"exec dotnet \"$0\" serve \"$1\" --kestrel \"$2\" {output}", program, DefinitionPath, EndpointsPath])
            {
                RedirectStandardError = true,
            })!;
        gateway.ErrorDataReceived += (_, line) =>
        {
            // Each answered request has a warning about its backend.
            if (line.Data is { } text && !text.StartsWith("warn:", StringComparison.Ordinal))
            {
                _errors.Enqueue(text);
            }
        };
        gateway.BeginErrorReadLine();
        return gateway;
    }

    private async Task SendAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int before = _state;
            int version = before / 2;
            HttpStatusCode old = await StatusAsync($"/v{version - 1}");
            HttpStatusCode current = await StatusAsync($"/v{version}");
            if (before % 2 == 0 && _state == before
                && (old, current) is not (HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable))
            {
                _wrong.Enqueue($"version {version}: {(int)old} for the one before it, {(int)current} for itself");
            }

            // Only a token that was verified with the keys in force lacks a scope.
            HttpStatusCode guarded = await StatusAsync("/guarded");
            if (guarded != HttpStatusCode.Forbidden)
            {
                _wrong.Enqueue($"{(int)guarded} for a token without the scope");
            }
        }
    }

    private async Task UntilServedAsync(int version)
    {
        using CancellationTokenSource end = new(s_patience);
        while (true)
        {
            try
            {
                if (await StatusAsync($"/v{version}") == HttpStatusCode.ServiceUnavailable)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (version == 0)
            {
                // It does not listen yet.
            }

            Assert.False(end.IsCancellationRequested, $"Version {version} is not served:\n{string.Join('\n', _errors)}");
        }
    }

    private async Task UntilReportedAsync(Process gateway, int before, string part, string kind)
    {
        using CancellationTokenSource end = new(s_patience);
        while (!_errors.Skip(before).Any(line => line.Contains(part, StringComparison.Ordinal)))
        {
            Assert.False(gateway.HasExited || end.IsCancellationRequested, $"{kind} is not reported:\n{string.Join('\n', _errors)}");
            await StatusAsync("/");
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        Interlocked.Increment(ref _requests);
        return answer.StatusCode;
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : usual;

    // Nobody listens on port 1, so that whoever is let through gets 503.
    private string Definition(int version) => $$"""
        {
          "name": "pets",
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": {
            "issuer": "{{_issuer.Issuer}}", "audience": ["api"], "jwksFile": "{{KeysPath}}" } } },
          "routes": {
            "GET /v{{version}}": {
              "authorizationType": "NONE", "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } },
            "GET /guarded": {
              "authorizer": "idp", "authorizationScopes": ["admin"],
              "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:1" } } },
          "stages": { "$default": { "accessLogSettings": { "format": "$context.status", "destination": "/dev/full" } } }
        }
        """;

    private static string Endpoints(string address) => $$"""{ "Kestrel": { "Endpoints": { "e": { "Url": "{{address}}" } } } }""";
}
