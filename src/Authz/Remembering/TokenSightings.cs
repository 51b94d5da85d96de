namespace Authz.Remembering;

/// <summary>
/// About how often each accepted token was seen while it was not remembered. Tokens with equal hashes share a counter, and counters are
/// halved over time: an estimate that only decides which token is worth a place.
/// </summary>
internal sealed class TokenSightings
{
    private const int CountersPerPlace = 4;
    private const int NotesPerPlace = 8;

    private readonly byte[] _counters;
    private readonly int _notesBeforeHalving;
    private int _notes;

    /// <param name="places">How many tokens can be remembered; a power of two.</param>
    public TokenSightings(int places)
    {
        _counters = new byte[places * CountersPerPlace];
        _notesBeforeHalving = places * NotesPerPlace;
    }

    /// <summary>Notes a sighting.</summary>
    /// <returns>How many there were, this one included.</returns>
    public int Note(ulong hash)
    {
        if (++_notes > _notesBeforeHalving)
        {
            Halve();
        }

        ref byte counter = ref _counters[Place(hash)];
        if (counter < byte.MaxValue)
        {
            counter++;
        }

        return counter;
    }

    /// <summary>Restarts the count of a token: it has a place now, and must earn the next one.</summary>
    public void Forget(ulong hash) => _counters[Place(hash)] = 0;

    /// <summary>Restarts all counts.</summary>
    public void Clear()
    {
        Array.Clear(_counters);
        _notes = 0;
    }

    private void Halve()
    {
        for (int counter = 0; counter < _counters.Length; counter++)
        {
            _counters[counter] >>= 1;
        }

        _notes = 0;
    }

    private int Place(ulong hash) => (int)((hash >> 8) & (ulong)(_counters.Length - 1));
}
