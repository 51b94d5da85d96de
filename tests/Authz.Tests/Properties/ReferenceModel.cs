namespace Authz.Tests.Properties;

/// <summary>The rules of acceptance, said once more and as plainly as can be: no memory, no threads, no bytes.</summary>
internal sealed class ReferenceModel
{
    private const long Skew = 60;

    // The issuer says nothing about its keys' freshness: an hour, less at most a tenth.
    private const long LongestInterval = 3600;
    private const long ShortestInterval = 3240;
    private const long BudgetInterval = 30;

    private long _fetchedFrom;
    private long _fetchedUntil;
    private long? _askedAt;

    // The keys that tokens asked for since the last fetch for a token began, and those that they had asked for before it: the one that caused it is in both.
    private HashSet<string> _asked = [];
    private HashSet<string> _answered = [];

    public long Now { get; set; }

    /// <summary>The keys of the set that was fetched last.</summary>
    public HashSet<string> Keys { get; private set; } = [];

    /// <summary>Whether the clock has come to where the keys are fetched again; null where chance decides.</summary>
    public bool? IsRefreshDue =>
        Now >= _fetchedUntil + LongestInterval ? true : Now < _fetchedFrom + ShortestInterval ? false : null;

    public string Audience { get; set; } = "a";

    public string Scope { get; set; } = "read";

    /// <summary>The keys were fetched, at some time from <paramref name="start"/> until now.</summary>
    public void Fetch(IEnumerable<string> keys, long start)
    {
        Keys = [.. keys];
        (_fetchedFrom, _fetchedUntil) = (start, Now);
    }

    /// <summary>Whether the token makes the keys be fetched: an unknown <c>kid</c>, once in thirty seconds.</summary>
    public bool AsksForKeys(ModelToken token)
    {
        if (JudgeTimes(token) is not null || Keys.Contains(token.KeyId))
        {
            return false;
        }

        _asked.Add(token.KeyId);
        if (Now - _askedAt < BudgetInterval)
        {
            return false;
        }

        (_askedAt, _answered, _asked) = (Now, _asked, [token.KeyId]);
        return true;
    }

    public RefusalReason? Judge(ModelToken token) => JudgeTimes(token) ?? (
        !Keys.Contains(token.KeyId)
            ? _answered.Contains(token.KeyId) ? RefusalReason.KeyUnknown : RefusalReason.KeysUnavailable
        : token.Audience != Audience ? RefusalReason.AudienceMismatch
        : token.Scope != Scope ? RefusalReason.ScopeMissing
        : null);

    private RefusalReason? JudgeTimes(ModelToken token) =>
        Now - Skew >= token.Expires ? RefusalReason.TokenExpired
        : token.NotBefore > Now + Skew ? RefusalReason.TokenNotYetValid
        : null;
}
