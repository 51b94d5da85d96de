using Authz.Keys.Reading;

namespace Authz.Keys.Refreshing;

/// <summary>What the refreshes of one issuer's keys have led to. Not safe for concurrent use.</summary>
internal sealed class RefreshHistory
{
    private string? _lastError;
    private bool _isUnusable;
    private string? _restoreWarning;
    private IReadOnlyList<UnusedKey> _unused = [];

    /// <summary>Whether a fetch has succeeded since the start.</summary>
    public bool HasSucceeded { get; private set; }

    /// <summary>How many fetches have failed since the last one that succeeded.</summary>
    public int Failures { get; private set; }

    /// <summary>Notes the keys of a snapshot, or why a snapshot gave none.</summary>
    public void NoteRestored(IReadOnlyList<UnusedKey> unused, string? warning) =>
        (_unused, _restoreWarning) = (unused, warning);

    public void NoteSuccess(IReadOnlyList<UnusedKey> unused)
    {
        HasSucceeded = true;
        Failures = 0;
        (_lastError, _isUnusable) = (null, false);
        _restoreWarning = null;
        _unused = unused;
    }

    public void NoteFailure(KeyReadResult failure)
    {
        Failures++;
        (_lastError, _isUnusable) = (failure.Error, failure.IsUnusable);
    }

    /// <summary>Notes that another replica could not fetch.</summary>
    /// <param name="failures">How often in a row.</param>
    public void NoteToldFailure(int failures)
    {
        Failures = Math.Max(Failures, failures);
        _lastError ??= "Another replica of the fleet could not fetch the keys.";
    }

    /// <summary>Adds the last error and the warnings to the status of the keys.</summary>
    /// <param name="status">The status so far.</param>
    /// <param name="saveWarning">Why the last snapshot was not saved; null if it was.</param>
    public IssuerKeyStatus Describe(IssuerKeyStatus status, string? saveWarning)
    {
        string? snapshotWarning = _restoreWarning ?? saveWarning;
        return status with
        {
            LastError = _lastError,
            IsSourceUnusable = _isUnusable,
            UnusedKeys = _unused,
            Warnings = snapshotWarning is null
                ? [.. _unused.Select(key => key.ToString())]
                : [.. _unused.Select(key => key.ToString()), snapshotWarning],
        };
    }
}
