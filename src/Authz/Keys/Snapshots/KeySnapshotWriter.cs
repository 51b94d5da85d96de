using System.Diagnostics.CodeAnalysis;
using Authz.Keys.Sources;

namespace Authz.Keys.Snapshots;

/// <summary>
/// Saves one issuer's documents apart from its refreshes, which a hanging store must not delay: one save at a time, and of the
/// documents fetched meanwhile only the latest.
/// </summary>
internal sealed class KeySnapshotWriter(KeySnapshot snapshot)
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

    /// <summary>Completes when the saves under way do; it never fails.</summary>
    public Task Writing
    {
        get
        {
            lock (_gate)
            {
                return _writing;
            }
        }
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
