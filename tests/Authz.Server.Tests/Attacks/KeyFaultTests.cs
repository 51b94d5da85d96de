using System.Diagnostics.Metrics;
using Authz.Server.Gateway;
using Authz.Server.Gateway.Operation;
using Authz.Server.Tests.Gateway;
using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Attacks;

/// <summary>Each fault of a key file behind the gateway: it is reported once, the keys in force decide, and its end is reported too.</summary>
public sealed class KeyFaultTests : IDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly FakeIssuer _issuer = new("https://faults.example");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly List<string> _reports = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("authz-faults").FullName;

    public static TheoryData<string> Faults => [.. FileFaults.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public async Task Reports_AFaultOfTheKeyFileOnce_AndItsEnd(string fault)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no FIFOs.");
        string file = Path.Combine(_folder, "keys.json");
        string good = _issuer.CreateKeySet().ToJsonString();
        await File.WriteAllTextAsync(file, good);
        using RunningApi running = Run(file);
        await running.Authorizer.WarmUpAsync();
        using KeyWatch watch = new(running.Authorizer, _reports.Add, _time);
        long counted = 0;
        using MeterListener listener = Listen(() => counted++);
        await watch.CheckAsync(CancellationToken.None);
        Assert.Empty(_reports);

        FileFaults.All[fault](file);
        await PassUntilAsync(running, watch, () => _reports.Count > 0);
        for (int look = 0; look < 20; look++)
        {
            await PassAsync(running, watch);
            Assert.True(Decide(running).IsAllowed);
        }

        string report = Assert.Single(_reports);
        Assert.StartsWith($"warning: the keys of {_issuer.Issuer} could not be fetched (", report, StringComparison.Ordinal);
        Assert.EndsWith("those in force stay in use.", report, StringComparison.Ordinal);
        Assert.True(counted > 0);

        FileFaults.Mend(file, good);
        await PassUntilAsync(running, watch, () => _reports.Count > 1);
        Assert.Equal($"note: the keys of {_issuer.Issuer} from {file} are fetched again.", _reports[1]);
    }

    [Fact]
    public async Task Reports_EachChangeOfTheKeys_AndTheNextTry()
    {
        string file = Path.Combine(_folder, "keys.json");
        await File.WriteAllTextAsync(file, _issuer.CreateKeySet().ToJsonString());
        using RunningApi running = Run(file);
        await running.Authorizer.WarmUpAsync();
        using KeyWatch watch = new(running.Authorizer, _reports.Add, _time);
        await watch.CheckAsync(CancellationToken.None);

        _issuer.Rotate();
        await File.WriteAllTextAsync(file, _issuer.CreateKeySet().ToJsonString());
        await PassUntilAsync(running, watch, () => _reports.Count > 0);
        await File.WriteAllTextAsync(file, "no keys");
        await PassUntilAsync(running, watch, () => _reports.Count > 1);

        Assert.StartsWith($"note: the keys of {_issuer.Issuer} from {file} have changed: ", _reports[0], StringComparison.Ordinal);
        Assert.Contains($"RS256 {_issuer.CurrentKey.KeyId}", _reports[0], StringComparison.Ordinal);
        Assert.Contains($" Next try at {_time.GetUtcNow():yyyy-MM}", _reports[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetches_KeysAgain_ThoughAListenerOfTheMetricsThrows()
    {
        string file = Path.Combine(_folder, "keys.json");
        await File.WriteAllTextAsync(file, _issuer.CreateKeySet().ToJsonString());
        using MeterListener listener = Listen(() => throw new InvalidOperationException("The listener's own."), "authz.keys.refreshes");
        using RunningApi running = Run(file);
        await running.Authorizer.WarmUpAsync().WaitAsync(s_patience);
        Assert.True(Decide(running).IsAllowed);

        _issuer.Rotate();
        await File.WriteAllTextAsync(file, _issuer.CreateKeySet().ToJsonString());

        using CancellationTokenSource end = new(s_patience);
        while (!Decide(running).IsAllowed)
        {
            end.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(5));
            await running.Authorizer.WarmUpAsync();
        }
    }

    private static MeterListener Listen(Action count, string instrument = BackgroundFaults.Name)
    {
        MeterListener listener = new();
        listener.InstrumentPublished = (published, own) =>
        {
            if (published.Name == instrument)
            {
                own.EnableMeasurementEvents(published);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            // Tests of other duties run at the same time.
            if (instrument != BackgroundFaults.Name || tags.ToArray().Any(tag => tag.Value is BackgroundFaults.Keys))
            {
                count();
            }
        });
        listener.Start();
        return listener;
    }

    private RunningApi Run(string file)
    {
        ApiDefinition definition = TestGateway.Define([("GET /a", new RouteDefinition
        {
            Authorizer = "idp",
            Integration = new() { Type = IntegrationType.HttpProxy, Uri = "http://127.0.0.1:1" },
        })]) with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = new() { JwtConfiguration = [new JwtConfiguration { Issuer = _issuer.Issuer, Audience = ["api"], JwksFile = file }] },
            },
        };
        return new RunningApi(TestGateway.Compile(definition), new ApiAuthorizerOptions { TimeProvider = _time });
    }

    private AuthorizationDecision Decide(RunningApi running) => running.Authorizer.Authorize(
        new AuthorizationRequest("GET", "/a", HeaderSource.Authorization("Bearer " + _issuer.Mint("api"))));

    // Time stands still while a file is read, which would otherwise take too long by a clock that a test moves.
    private async Task PassAsync(RunningApi running, KeyWatch watch)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        await running.Authorizer.WarmUpAsync();
        await watch.CheckAsync(CancellationToken.None);
    }

    private async Task PassUntilAsync(RunningApi running, KeyWatch watch, Func<bool> isSeen)
    {
        using CancellationTokenSource end = new(s_patience);
        while (!isSeen())
        {
            end.Token.ThrowIfCancellationRequested();
            await PassAsync(running, watch);
        }
    }
}
