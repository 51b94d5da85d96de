namespace Authz.Remembering;

/// <summary>
/// About how often each accepted token came while it was not remembered. Counters are shared by tokens whose hashes agree and halved as
/// time goes by: an estimate that decides nothing but which token is worth a place.
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

    /// <summary>Begins anew with a token: it has a place now, and will have to earn the next one.</summary>
    public void Forget(ulong hash) => _counters[Place(hash)] = 0;

    /// <summary>Begins anew with every token.</summary>
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
