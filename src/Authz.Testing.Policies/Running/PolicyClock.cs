namespace Authz.Testing.Policies.Running;

/// <summary>A clock that is moved by hand.</summary>
internal sealed class PolicyClock(DateTimeOffset start) : TimeProvider
{
    public TimeSpan Elapsed { get; set; }

    public override DateTimeOffset GetUtcNow() => start + Elapsed;
}
