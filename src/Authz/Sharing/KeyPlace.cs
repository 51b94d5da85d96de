using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Sharing;

/// <summary>
/// One issuer's keys in the store: the last good documents, whose turn it is to fetch, and what the others say. No call throws, and none
/// takes longer than <see cref="FleetLink.Patience"/>.
/// </summary>
internal sealed class KeyPlace : IDisposable
{
    private readonly FleetLink _link;
    private readonly FleetSecret _secret;
    private readonly FleetCounts _counts;
    private readonly Action<KeyPlace> _close;
    private readonly byte[] _name;
    private readonly string _key;

    public KeyPlace(
        FleetLink link, FleetSecret secret, FleetCounts counts, string issuer, string sourceName, Action<KeyPlace> close)
    {
        (_link, _secret, _counts, _close) = (link, secret, counts, close);
        (Issuer, SourceName) = (issuer, sourceName);
        string binding = string.Create(CultureInfo.InvariantCulture, $"{issuer.Length}:{issuer}{sourceName}");
        _name = SHA256.HashData(Encoding.UTF8.GetBytes(binding));
        _key = $"keys:{Convert.ToHexStringLower(_name)}";
    }

    /// <summary>Raised with documents that another replica, or this one, has fetched.</summary>
    public event Action<SealedKeys>? Told;

    /// <summary>Raised when another replica, or this one, has failed to fetch.</summary>
    public event Action<KeyFailure>? FailureTold;

    /// <summary>Raised when the store can be heard, at first or again: messages may have been missed.</summary>
    public event Action? Joined;

    public string Issuer { get; }

    public string SourceName { get; }

    /// <summary>Begins to hear what others say, and to read what they have kept.</summary>
    public void Join() => _link.Join();

    public bool IsNamed(ReadOnlySpan<byte> name) => name.SequenceEqual(_name);

    public void NoteJoined() => Joined?.Invoke();

    /// <summary>Hears a message that is sealed and for this place.</summary>
    public void Hear(ReadOnlyMemory<byte> message, ReadOnlySpan<byte> body)
    {
        if (body[0] == KeyFailure.Mark && KeyFailure.Read(body) is { } failure)
        {
            FailureTold?.Invoke(failure);
        }
        else if (Read(body) is { } record)
        {
            Told?.Invoke(new SealedKeys(message.ToArray(), record));
        }
        else
        {
            _counts.CountIgnored();
        }
    }

    /// <summary>Counts documents that were told and not believed.</summary>
    public void CountIgnored() => _counts.CountIgnored();

    public void CountTaken() => _counts.CountTakenKeys();

    /// <summary>The documents in the store; null if there are none that a replica has sealed for this place.</summary>
    public async Task<SealedKeys?> ReadAsync()
    {
        (bool isDone, byte[]? message) = await _link
            .CallAsync(store => store.ReadAsync(_key, KeyRecord.MaximumBytes, CancellationToken.None)).ConfigureAwait(false);
        if (!isDone || message is null)
        {
            return null;
        }

        if (_secret.TryOpen(message, out ReadOnlySpan<byte> body) && IsNamed(KeyRecord.NameOf(body)) && Read(body) is { } record)
        {
            return new SealedKeys(message, record);
        }

        _counts.CountIgnored();
        return null;
    }

    /// <summary>Takes a turn; null if the store gives no answer.</summary>
    public async Task<bool?> TryTakeAsync(string turn, TimeSpan life)
    {
        (bool isDone, bool isTaken) = await _link
            .CallAsync(store => store.TryTakeAsync($"{_key}:{turn}", life, CancellationToken.None)).ConfigureAwait(false);
        return isDone ? isTaken : null;
    }

    /// <summary>Ends a turn that was taken.</summary>
    public Task ReleaseAsync(string turn) =>
        _link.CallAsync(store => DoneAsync(store.WriteAsync($"{_key}:{turn}", [], TimeSpan.FromMilliseconds(1), CancellationToken.None)));

    public SealedKeys Seal(KeyRecord record) => new(_secret.Seal(record.Write(_name)), record);

    /// <summary>Keeps documents for replicas that start.</summary>
    public Task KeepAsync(SealedKeys keys, TimeSpan life) =>
        _link.CallAsync(store => DoneAsync(store.WriteAsync(_key, keys.Message, life, CancellationToken.None)));

    public Task TellAsync(SealedKeys keys) => _link.CallAsync(store => store.PublishAsync(keys.Message, CancellationToken.None));

    public Task TellAsync(KeyFailure failure) =>
        _link.CallAsync(store => store.PublishAsync(_secret.Seal(failure.Write(_name)), CancellationToken.None));

    public void Dispose() => _close(this);

    private KeyRecord? Read(ReadOnlySpan<byte> body) =>
        KeyRecord.Read(body) is { } record && record.Content.Issuer == Issuer && record.Content.SourceName == SourceName ? record : null;

    private static async Task<bool> DoneAsync(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }
}
