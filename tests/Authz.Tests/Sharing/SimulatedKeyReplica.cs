using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Keys.Sources;
using Authz.Tests.Keys;
using Authz.Tokens;

namespace Authz.Tests.Sharing;

/// <summary>A replica that shares keys.</summary>
internal sealed class SimulatedKeyReplica : IDisposable
{
    public SimulatedKeyReplica(SimulatedKeyFleet fleet, int seed, TimeSpan skew, string? secret)
    {
        Random random = new(seed);
        Clock = new SkewedTimeProvider(fleet.Clock) { Skew = skew };
        Store = fleet.Server.Connect();
        Fleet = new Fleet(Store, FleetSecret.Parse(secret ?? SimulatedFleet.Secret), Clock);
        KeySource source = fleet.Issuer.Connect(random);
        Keys = new IssuerKeys(source, new IssuerKeysOptions(
            SimulatedFleet.Issuer, SimulatedKeyFleet.MaximumAge, TimeSpan.FromSeconds(5), Clock, null, fleet.Metrics, new KeyEpoch())
        {
            Place = Fleet.Keys.Open(SimulatedFleet.Issuer, source.Name),
            Random = random,
            Background = work => fleet.Clock.Post(TimeSpan.Zero, work),
        });
    }

    public SkewedTimeProvider Clock { get; }

    public SimulatedStore Store { get; }

    public Fleet Fleet { get; }

    public IssuerKeys Keys { get; }

    /// <summary>Whether a token of that key passes now; if not, its fetch is asked for as a request does.</summary>
    public KeyLookupStatus Judge(TestJwk key)
    {
        KeyLookupStatus status = Look(key);
        if (status != KeyLookupStatus.Found)
        {
            _ = Ask(key, status == KeyLookupStatus.NoKeys ? KeyRefreshReason.FirstUse : KeyRefreshReason.UnknownKeyId);
        }

        return status;
    }

    public KeyLookupStatus Look(TestJwk key) => Keys.Find(key.KeyIdBytes, JwsAlgorithm.ES256, Clock.GetUtcNow().ToUnixTimeSeconds(), out _);

    public KeyRefreshOutcome Ask(TestJwk key, KeyRefreshReason reason = KeyRefreshReason.UnknownKeyId) => Ask(key.KeyIdBytes, reason);

    public KeyRefreshOutcome Ask(byte[] keyId, KeyRefreshReason reason = KeyRefreshReason.UnknownKeyId) =>
        Keys.RequestRefresh(KeyQueries.Request(reason, keyId, JwsAlgorithm.ES256));

    public void Dispose()
    {
        Keys.Dispose();
        Fleet.Dispose();
        Store.Dispose();
    }
}
