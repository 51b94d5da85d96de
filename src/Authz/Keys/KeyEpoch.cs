namespace Authz.Keys;

/// <summary>
/// Counts the events that may end what keys vouch for: a key withdrawn, an age that ran out or is counted from another time. What was
/// found in force at one count is in force until the next, or until the limit that was found with it.
/// </summary>
internal sealed class KeyEpoch
{
    // Not zero, which is what a stamp without any look says.
    private int _current = 1;

    public int Current => Volatile.Read(ref _current);

    /// <summary>To be called after what happened is visible to readers.</summary>
    public void Advance() => Interlocked.Increment(ref _current);
}
