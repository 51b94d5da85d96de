using Authz.Revoking;

namespace Authz.Sharing;

/// <summary>
/// Whether a replica has every revocation, by what it has heard: it has if its log adds up to what a heartbeat says. Not safe for concurrent
/// use; times are Unix milliseconds.
/// </summary>
/// <param name="secret">The fleet's secret.</param>
/// <param name="counts">Counts what is ignored.</param>
/// <param name="log">The records that are known.</param>
/// <param name="reader">Reads those that are missing.</param>
/// <param name="confirm">Called with the time as of which the log is known to be complete.</param>
internal sealed class Completeness(
    FleetSecret secret, FleetCounts counts, RevocationLog log, LogReader reader, Action<DateTimeOffset> confirm)
{
    // Who has been complete before knows more than who has just started.
    public static readonly TimeSpan FoundingDelay = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_newcomersDelay = TimeSpan.FromSeconds(8);

    private Heartbeat? _unmatched;
    private int _unmatchedKey;
    private long _joiningSince;
    private bool _wasComplete;
    private bool _isAsked;
    private volatile string? _lastError = "The fleet has not been heard yet.";

    /// <summary>Whether everything is known, as of the last heartbeat.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The number of the last heartbeat that was heard or said.</summary>
    public ulong Number { get; private set; }

    /// <summary>When it was heard or said; long ago if none was.</summary>
    public long HeardAt { get; private set; } = long.MinValue / 2;

    /// <summary>What is wrong; null if nothing is. Read by any thread.</summary>
    public string? LastError => _lastError;

    /// <summary>Begins to wait for the fleet again: who cannot hear the others must not found a fleet of its own.</summary>
    public void Join(long now) => _joiningSince = now;

    public void Fail(string error) => _lastError = error;

    public void Recover() => _lastError = null;

    /// <summary>Hears what another replica, or this one, has said.</summary>
    public void Hear(ReadOnlySpan<byte> message, Heartbeat heartbeat, long now)
    {
        // One of the future may have been kept back until now, and an old one says nothing new. Which of the others came first does
        // not matter: each tells only of its own time.
        if (Math.Abs(heartbeat.Time - now) > (heartbeat.Time > now ? Heartbeat.ClockDifference : Heartbeat.Freshness))
        {
            counts.CountIgnored();
            return;
        }

        if (heartbeat.Number == Number)
        {
            return;
        }

        Number = heartbeat.Number;
        HeardAt = now;
        _unmatchedKey = KeyOf(message);
        _unmatched = heartbeat;
        Match(hasReadAll: false, now);
    }

    /// <summary>Notes that somebody asks for a heartbeat; with another sum than ours we or they lack something.</summary>
    public void HearQuestion(ReadOnlySpan<byte> message, Heartbeat question, long now)
    {
        _isAsked = true;
        int key = KeyOf(message);
        if (Math.Abs(question.Time - now) <= Heartbeat.Freshness
            && (log.SumAt(key, question.Time) != question.Sum || log.RecentAt(key, question.Time).Except(question.Recent).Any()))
        {
            reader.ReadAllNext();
        }
    }

    /// <summary>Holds the last heartbeat against what is known.</summary>
    public void Match(bool hasReadAll, long now)
    {
        if (log.IsFull)
        {
            IsComplete = false;
            _lastError = $"The fleet has more than {RevokedSet.MaximumEntries} revocations in force.";
            return;
        }

        if (_unmatched is not { } heartbeat)
        {
            return;
        }

        if (log.SumAt(_unmatchedKey, heartbeat.Time) == heartbeat.Sum && log.HasRecent(_unmatchedKey, heartbeat.Recent))
        {
            _unmatched = null;
            TakeAsComplete(Math.Min(heartbeat.Time, reader.ReadAt), now);
        }
        else if (hasReadAll)
        {
            // The log is read, and the one who spoke knows of others: ask again until they are there.
            _unmatched = null;
            IsComplete = false;
            _joiningSince = now;
            _lastError = "The store lacks revocations that another replica has.";
        }
        else
        {
            reader.ReadAllNext();
        }
    }

    /// <summary>Whether nobody has answered for so long that this replica may say that its log is complete.</summary>
    public bool MayFound(long now)
    {
        TimeSpan delay = _wasComplete ? FoundingDelay : s_newcomersDelay;
        return now - Math.Max(_joiningSince, HeardAt) >= delay.TotalMilliseconds && !log.IsFull && reader.HasReadAll;
    }

    public void Found(long now) => TakeAsComplete(reader.ReadAt, now);

    /// <summary>Whether it is time for a heartbeat, by the interval or because somebody has asked; a question is answered once.</summary>
    public bool TakeDue(TimeSpan interval, TimeSpan step, long now, out bool isAnswer)
    {
        // Half a step early: it is looked at once a step.
        bool isDue = now - HeardAt >= interval.TotalMilliseconds - (step.TotalMilliseconds / 2);
        isAnswer = _isAsked && !isDue;
        _isAsked = false;
        return isDue || isAnswer;
    }

    /// <summary>The heartbeat to say now.</summary>
    public Heartbeat Speak(long now)
    {
        Heartbeat heartbeat = new(now, Math.Max(Number + 1, (ulong)now), log.SumAt(0, now), log.RecentAt(0, now));
        (Number, HeardAt) = (heartbeat.Number, now);
        return heartbeat;
    }

    /// <summary>The question to ask now.</summary>
    public Heartbeat Ask(long now) => new(now, Number, log.SumAt(0, now), log.RecentAt(0, now));

    private int KeyOf(ReadOnlySpan<byte> message)
    {
        int key = 0;
        while (key < secret.Keys.Count - 1 && !secret.Keys[key].HasSealed(message))
        {
            key++;
        }

        return key;
    }

    private void TakeAsComplete(long time, long now)
    {
        IsComplete = _wasComplete = true;
        _joiningSince = now;
        _lastError = null;
        confirm(DateTimeOffset.FromUnixTimeMilliseconds(time));
    }
}
