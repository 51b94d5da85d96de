namespace Authz;

/// <summary>
/// What the replicas of a fleet share, as the engine asks for it; Authz.Redis has one over Redis's protocol. Whoever can write to it can
/// deny service and nothing else: the engine seals what it writes and believes nothing that is not sealed. Safe for concurrent use. A store
/// that is gone fails its calls, soon; nothing waits for it on a request's path.
/// </summary>
public abstract class FleetStore : IDisposable
{
    /// <summary>The store's name for operators, without credentials.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the store can be reached at present, as far as is known.</summary>
    public abstract bool IsConnected { get; }

    /// <summary>Raised with each message that a replica has published; by one thread at a time, quickly.</summary>
    public event Action<ReadOnlyMemory<byte>>? Received;

    /// <summary>Raised when the store can be reached again: messages may have been missed.</summary>
    public event Action? Reconnected;

    /// <summary>Begins to receive messages. Called once.</summary>
    public abstract Task SubscribeAsync(CancellationToken cancellationToken);

    /// <summary>Takes a name that nobody has taken, for a time; false if another has it.</summary>
    /// <param name="name">The name: letters, digits and colons.</param>
    /// <param name="life">For how long it is taken.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public abstract Task<bool> TryTakeAsync(string name, TimeSpan life, CancellationToken cancellationToken);

    /// <summary>A value; null if there is none, or one of more than <paramref name="maximumBytes"/>.</summary>
    public abstract Task<byte[]?> ReadAsync(string name, int maximumBytes, CancellationToken cancellationToken);

    /// <summary>Replaces a value.</summary>
    public abstract Task WriteAsync(string name, byte[] value, TimeSpan life, CancellationToken cancellationToken);

    /// <summary>Tells every replica.</summary>
    /// <returns>How many were told, as far as is known.</returns>
    public abstract Task<long> PublishAsync(byte[] message, CancellationToken cancellationToken);

    /// <summary>Adds records to the log; one that it has already is not added again. It must not be lost afterwards if that can be helped.</summary>
    /// <returns>How many other servers are known to have a copy: 0 if the store is one server, or does not say.</returns>
    public abstract Task<long> AddAsync(IReadOnlyList<FleetRecord> records, CancellationToken cancellationToken);

    /// <summary>A page of the log's records that were written at that time or later, in the order of their times.</summary>
    /// <param name="since">Unix milliseconds.</param>
    /// <param name="skip">How many of them to pass over.</param>
    /// <param name="count">How many to give at most; fewer mean that there are no more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public abstract Task<IReadOnlyList<byte[]>> ListAsync(long since, int skip, int count, CancellationToken cancellationToken);

    /// <summary>Removes records from the log.</summary>
    public abstract Task RemoveAsync(IReadOnlyList<byte[]> records, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the connection.</summary>
    protected abstract void Dispose(bool isDisposing);

    /// <summary>Raises <see cref="Received"/>.</summary>
    protected void Receive(ReadOnlyMemory<byte> message) => Received?.Invoke(message);

    /// <summary>Raises <see cref="Reconnected"/>.</summary>
    protected void NoteReconnection() => Reconnected?.Invoke();
}
