using System.Diagnostics.CodeAnalysis;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>
/// The answers of one Lambda authorizer, each for the configured time and for exactly the identity-source values it was given
/// for. Bounded: the oldest answers, which also expire first, are removed first. Time is the longer of the wall clock's and the monotonic
/// clock's: the first notices a suspended machine, the second a wall clock that was set back.
/// </summary>
internal sealed class LambdaResultCache(TimeSpan timeToLive, TimeProvider timeProvider)
{
    // Some 100 bytes for the objects of an entry, beside its texts.
    private const int EntryBytes = 100;
    private const long MaximumBytes = 64L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Result> _results = new(StringComparer.Ordinal);
    private readonly Queue<Result> _oldest = new();
    private long _bytes;

    /// <summary>The key of a caller: the values of all sources, each with its length, so that no two callers share one.</summary>
    public static string KeyOf(IEnumerable<string> identity) => string.Concat(identity.Select(value => $"{value.Length}:{value}"));

    public bool TryGet(string key, [NotNullWhen(true)] out LambdaAnswer? answer)
    {
        lock (_lock)
        {
            answer = _results.TryGetValue(key, out Result? result) && !HasExpired(result)
                ? result.Answer
                : null;
            return answer is not null;
        }
    }

    /// <summary>Remembers an answer, if the definition asks for it.</summary>
    /// <param name="key">The caller.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="answerBytes">Its size.</param>
    public void Add(string key, LambdaAnswer answer, int answerBytes)
    {
        if (timeToLive == TimeSpan.Zero)
        {
            return;
        }

        Result added = new(
            key, answer, timeProvider.GetUtcNow(), timeProvider.GetTimestamp(), EntryBytes + (key.Length * sizeof(char)) + answerBytes);
        lock (_lock)
        {
            _results[key] = added;
            _oldest.Enqueue(added);
            _bytes += added.Bytes;
            while (_oldest.TryPeek(out Result? oldest) && (HasExpired(oldest) || _bytes > MaximumBytes))
            {
                Remove(_oldest.Dequeue());
            }
        }
    }

    private bool HasExpired(Result result) =>
        timeProvider.GetElapsedTime(result.AddedAtTimestamp) >= timeToLive || timeProvider.GetUtcNow() - result.AddedAt >= timeToLive;

    private void Remove(Result result)
    {
        _bytes -= result.Bytes;

        // The caller may have been given a newer answer since.
        if (_results.TryGetValue(result.Key, out Result? current) && ReferenceEquals(current, result))
        {
            _results.Remove(result.Key);
        }
    }

    /// <summary>A remembered answer.</summary>
    /// <param name="Key">The caller it was given for.</param>
    /// <param name="Answer">The answer.</param>
    /// <param name="AddedAt">When it was given, by the wall clock.</param>
    /// <param name="AddedAtTimestamp">When it was given, by the monotonic clock.</param>
    /// <param name="Bytes">About how much memory it takes.</param>
    private sealed record Result(string Key, LambdaAnswer Answer, DateTimeOffset AddedAt, long AddedAtTimestamp, int Bytes);
}
