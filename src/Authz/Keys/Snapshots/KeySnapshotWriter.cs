using System.Diagnostics.CodeAnalysis;
using Authz.Keys.Sources;

namespace Authz.Keys.Snapshots;

/// <summary>
/// Saves one issuer's documents apart from its refreshes, which a hanging store must not delay: one save at a time, and of the
/// documents fetched meanwhile only the latest.
/// </summary>
internal sealed class KeySnapshotWriter(KeySnapshot snapshot, TimeSpan waitLimit, TimeProvider time)
{
    private readonly Lock _gate = new();

    // Everything below is read and written under the gate.
    private (KeyDocuments Documents, DateTimeOffset FetchedAt)? _next;
    private bool _isWriting;
    private Task _writing = Task.CompletedTask;
    private string? _warning;

    /// <summary>Why the last save failed; null if it succeeded.</summary>
    public string? Warning
    {
        get
        {
            lock (_gate)
            {
                return _warning;
            }
        }
    }

    /// <summary>Waits for a refresh, and then for the saves under way.</summary>
    public async Task WaitForSavesAfterAsync(Task refresh)
    {
        await refresh.ConfigureAwait(false);
        Task writing;
        lock (_gate)
        {
            writing = _writing;
        }

        // The keys are in use already: a store that hangs may delay a start no longer than an issuer that does.
        await writing.WaitAsync(waitLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Has the documents kept in the background.</summary>
    public void Write(KeyDocuments documents, DateTimeOffset fetchedAt)
    {
        lock (_gate)
        {
            _next = (documents, fetchedAt);
            if (!_isWriting)
            {
                _isWriting = true;
                _writing = Task.Run(WriteAll);
            }
        }
    }

    private void WriteAll()
    {
        while (TryTakeNext(out KeyDocuments? documents, out DateTimeOffset fetchedAt))
        {
            string? warning = snapshot.Save(documents, fetchedAt);
            lock (_gate)
            {
                _warning = warning;
            }
        }
    }

    private bool TryTakeNext([NotNullWhen(true)] out KeyDocuments? documents, out DateTimeOffset fetchedAt)
    {
        lock (_gate)
        {
            (documents, fetchedAt) = _next.GetValueOrDefault();
            _isWriting = _next is not null;
            _next = null;
            return _isWriting;
        }
    }
}
