namespace Authz.Sharing;

/// <summary>The keys that the replicas share: a place in the store for each issuer.</summary>
internal sealed class FleetKeys : IDisposable
{
    private readonly FleetSecret _secret;
    private readonly FleetCounts _counts;
    private readonly FleetLink _link;
    private readonly Lock _gate = new();
    private volatile KeyPlace[] _places = [];

    public FleetKeys(FleetStore store, FleetSecret secret, FleetCounts counts, Func<CancellationToken, Task> subscribe, TimeProvider time)
    {
        (_secret, _counts) = (secret, counts);
        _link = new FleetLink(store, counts, subscribe, time);
        _link.Joined += NoteJoined;
    }

    /// <summary>The place of an issuer's keys; its owner disposes it.</summary>
    public KeyPlace Open(string issuer, string sourceName)
    {
        KeyPlace place = new(_link, _secret, _counts, issuer, sourceName, Close);
        lock (_gate)
        {
            _places = [.. _places, place];
        }

        return place;
    }

    /// <summary>Hears a message that is sealed; <paramref name="body"/> is the same, opened.</summary>
    public void Hear(ReadOnlyMemory<byte> message, ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> name = KeyRecord.NameOf(body);
        if (name.IsEmpty)
        {
            _counts.CountIgnored();
            return;
        }

        // Another replica may have issuers that this one has not.
        foreach (KeyPlace place in _places)
        {
            if (place.IsNamed(name))
            {
                place.Hear(message, body);
            }
        }
    }

    /// <summary>Notes that messages may have been missed.</summary>
    public void NoteReconnection() => _link.NoteReconnection();

    public void Dispose() => _link.Dispose();

    private void Close(KeyPlace place)
    {
        lock (_gate)
        {
            _places = [.. _places.Where(other => other != place)];
        }
    }

    private void NoteJoined()
    {
        foreach (KeyPlace place in _places)
        {
            place.NoteJoined();
        }
    }
}
