namespace Authz.AspNetCore.Tests;

/// <summary>Keeps nothing, and does something the first time that a snapshot is opened: while an engine is being made.</summary>
internal sealed class ActingSnapshotStore(Action act) : KeySnapshotStore
{
    private Action? _act = act;

    public override Stream? OpenRead(string name)
    {
        Interlocked.Exchange(ref _act, null)?.Invoke();
        return null;
    }

    public override void Save(string name, Stream content)
    {
    }
}
