namespace Authz.Server.Explain;

/// <summary>A clock that stands at one time, for decisions about another day.</summary>
internal sealed class StoppedClock(DateTimeOffset time) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => time;
}
