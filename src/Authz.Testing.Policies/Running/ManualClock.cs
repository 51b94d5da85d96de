namespace Authz.Testing.Policies.Running;

/// <summary>A clock that stands still unless it is moved by hand.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    /// <summary>How far it was moved from its start.</summary>
    public TimeSpan Elapsed { get; set; }

    public override DateTimeOffset GetUtcNow() => start + Elapsed;
}
