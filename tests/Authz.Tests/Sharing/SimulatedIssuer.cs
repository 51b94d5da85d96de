using System.Text;
using Authz.Keys.Reading;
using Authz.Keys.Sources;
using Authz.Tests.Keys;

namespace Authz.Tests.Sharing;

/// <summary>An issuer on a simulated clock, and the fetches that it has seen.</summary>
internal sealed class SimulatedIssuer(EventClock clock)
{
    private readonly Dictionary<string, KeyReadResult> _read = new(StringComparer.Ordinal);
    private byte[] _keySet = [];

    public bool IsDown { get; set; }

    /// <summary>How long an answer takes.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>When documents were asked for.</summary>
    public List<DateTimeOffset> Fetches { get; } = [];

    public void Publish(params IEnumerable<TestJwk> keys) => _keySet = Encoding.UTF8.GetBytes(TestJwk.SetOf(keys.Select(key => key.Json)));

    /// <summary>What a replica asks.</summary>
    public KeySource Connect(Random random) => new Source(this, random);

    private KeyReadResult Read(byte[] keySet)
    {
        // A thousand replicas need not parse it a thousand times.
        string text = Encoding.UTF8.GetString(keySet);
        if (!_read.TryGetValue(text, out KeyReadResult? result))
        {
            _read.Add(text, result = JwksReader.Read(keySet));
        }

        return result;
    }

    private async Task<KeyReadResult> FetchAsync()
    {
        Fetches.Add(clock.GetUtcNow());
        await PassAsync(Delay / 2).ConfigureAwait(false);
        byte[] keySet = IsDown ? throw new HttpRequestException("connection refused") : _keySet;
        await PassAsync(Delay / 2).ConfigureAwait(false);
        return Read(keySet).From(new KeyDocuments(null, keySet), maximumAge: null);
    }

    private Task PassAsync(TimeSpan time)
    {
        TaskCompletionSource passed = new();
        clock.Post(time, passed.SetResult);
        return passed.Task;
    }

    private sealed class Source(SimulatedIssuer issuer, Random random) : KeySource
    {
        public override string Name => "https://issuer.example/keys";

        public override TimeSpan? DueAfterSuccess(TimeSpan? maximumAge) =>
            Authz.Keys.Refreshing.RefreshSchedule.AfterSuccess(maximumAge, random.NextDouble());

        public override TimeSpan DueAfterFailure(int failures) =>
            Authz.Keys.Refreshing.RefreshSchedule.AfterFailure(failures, random.NextDouble());

        public override Task<KeyReadResult> FetchAsync(CancellationToken cancellationToken) => issuer.FetchAsync();

        public override KeyReadResult? Restore(KeyDocuments documents) => issuer.Read(documents.KeySet);
    }
}
