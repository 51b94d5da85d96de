using Authz.Revoking;
using Authz.Sharing;

namespace Authz.Tests.Sharing;

/// <summary>A replica that asks for revocations.</summary>
internal sealed class SimulatedReplica : IDisposable
{
    public static readonly RevocationDefinition Definition = new() { MaximumStaleness = TimeSpan.FromSeconds(30) };

    private readonly RevocationCheck _check;

    public SimulatedReplica(SimulatedServer server, string secret = SimulatedFleet.Secret, TimeSpan skew = default)
    {
        Clock = new SkewedTimeProvider(server.Clock) { Skew = skew };
        Store = server.Connect();
        Fleet = new Fleet(Store, FleetSecret.Parse(secret), Clock);
        Fleet.Revocations.Follow(Definition.MaximumStaleness);
        _check = new RevocationCheck(Definition, [Fleet.Revocations]);
    }

    public SkewedTimeProvider Clock { get; }

    public SimulatedStore Store { get; }

    public Fleet Fleet { get; }

    public FleetRevocations Revocations => Fleet.Revocations;

    /// <summary>Why a token with that <c>jti</c> is refused; null if it passes.</summary>
    public RefusalReason? Judge(string tokenId)
    {
        UInt128 name = RevocationName.Of(SimulatedFleet.Entry(tokenId, Clock.GetUtcNow()));
        return _check.IsMetBy(new RevocationNames(name, default, default, null), Clock.GetUtcNow().ToUnixTimeSeconds(), out RefusalReason reason)
            ? null
            : reason;
    }

    public void Dispose()
    {
        Fleet.Dispose();
        Store.Dispose();
    }
}
