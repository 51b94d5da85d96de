namespace Authz.Keys;

/// <summary>
/// Counts the events that may end a key: its withdrawal, or a change of its set's age limit. A key that was in force at one count is in
/// force until the next count, or until the limit noted with it.
/// </summary>
internal sealed class KeyEpoch
{
    // Not zero, which is the count of an empty stamp.
    private int _current = 1;

    public int Current => Volatile.Read(ref _current);

    /// <summary>Call after the event is visible to readers.</summary>
    public void Advance() => Interlocked.Increment(ref _current);
}
