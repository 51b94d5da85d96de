namespace Authz.Fuzz;

/// <summary>The second at which the seeds are valid, for ever.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
}
