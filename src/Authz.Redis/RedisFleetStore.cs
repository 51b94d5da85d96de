using StackExchange.Redis;

namespace Authz.Redis;

/// <summary>A fleet's store over Redis's protocol: Redis, Valkey, Garnet, ElastiCache, MemoryDB; one server, Sentinel or Cluster.</summary>
public sealed class RedisFleetStore : FleetStore
{
    // One hash tag, so that everything is in one slot of a Cluster.
    private const string Prefix = "{authz}:";

    // How long a record may wait for a copy on another server.
    private const int CopyMilliseconds = 50;

    private static readonly RedisKey s_log = Prefix + "log";
    private static readonly RedisChannel s_channel = RedisChannel.Literal(Prefix + "fleet");

    private readonly ConfigurationOptions _options;
    private readonly Lock _gate = new();
    private Task<ConnectionMultiplexer>? _connection;
    private bool _isDisposed;

    /// <summary>A store that is connected to when it is needed, and again whenever it was lost.</summary>
    /// <param name="url">
    /// <c>redis://host:port</c>, or <c>rediss://</c> for TLS; several hosts with commas between them; <c>?sentinel=NAME</c> if the hosts
    /// are Sentinels of that master.
    /// </param>
    /// <param name="user">The user, if the server has several.</param>
    /// <param name="password">The password, if the server asks for one.</param>
    /// <exception cref="FormatException">The URL is not one of a store.</exception>
    public RedisFleetStore(string url, string? user = null, string? password = null)
    {
        _options = RedisUrl.Parse(url);
        _options.User = user;
        _options.Password = password;
        Name = RedisUrl.Describe(_options);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override bool IsConnected => Connection is { IsCompletedSuccessfully: true } connection && connection.Result.IsConnected;

    /// <inheritdoc/>
    public override async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        ConnectionMultiplexer connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await connection.GetSubscriber().SubscribeAsync(s_channel, (_, message) => Receive((byte[]?)message))
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<bool> TryTakeAsync(string name, TimeSpan life, CancellationToken cancellationToken)
    {
        IDatabase database = await FindDatabaseAsync(cancellationToken).ConfigureAwait(false);
        return await database.StringSetAsync(Prefix + name, RedisValue.EmptyString, life, When.NotExists)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<byte[]?> ReadAsync(string name, int maximumBytes, CancellationToken cancellationToken)
    {
        IDatabase database = await FindDatabaseAsync(cancellationToken).ConfigureAwait(false);
        long length = await database.StringLengthAsync(Prefix + name).WaitAsync(cancellationToken).ConfigureAwait(false);
        byte[]? value = length is 0 || length > maximumBytes
            ? null
            : (byte[]?)await database.StringGetAsync(Prefix + name).WaitAsync(cancellationToken).ConfigureAwait(false);
        return value?.Length <= maximumBytes ? value : null;
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(string name, byte[] value, TimeSpan life, CancellationToken cancellationToken)
    {
        IDatabase database = await FindDatabaseAsync(cancellationToken).ConfigureAwait(false);
        await database.StringSetAsync(Prefix + name, value, life).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<long> PublishAsync(byte[] message, CancellationToken cancellationToken)
    {
        IDatabase database = await FindDatabaseAsync(cancellationToken).ConfigureAwait(false);
        return await database.PublishAsync(s_channel, message).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<long> AddAsync(IReadOnlyList<FleetRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        IDatabase database = await FindDatabaseAsync(cancellationToken).ConfigureAwait(false);
        SortedSetEntry[] entries = [.. records.Select(record => new SortedSetEntry(record.Content, record.WrittenAt))];
        await database.SortedSetAddAsync(s_log, entries).WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A failover may lose what no other server has. In a Cluster nobody says who has it; then the replicas that were told give the
            // record back.
            return (long)await database.ExecuteAsync("WAIT", 1, CopyMilliseconds).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisServerException or RedisCommandException)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<byte[]>> ListAsync(long since, int skip, int count, CancellationToken cancellationToken)
    {
        IDatabase database = await FindDatabaseAsync(cancellationToken).ConfigureAwait(false);
        RedisValue[] values = await database.SortedSetRangeByScoreAsync(s_log, since, double.PositiveInfinity, skip: skip, take: count)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. values.Select(value => (byte[]?)value ?? [])];
    }

    /// <inheritdoc/>
    public override async Task RemoveAsync(IReadOnlyList<byte[]> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        IDatabase database = await FindDatabaseAsync(cancellationToken).ConfigureAwait(false);
        await database.SortedSetRemoveAsync(s_log, [.. records.Select(record => (RedisValue)record)])
            .WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        Task<ConnectionMultiplexer>? connection;
        lock (_gate)
        {
            _isDisposed = true;
            connection = _connection;
        }

        connection?.ContinueWith(static made => made.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private Task<ConnectionMultiplexer>? Connection
    {
        get
        {
            lock (_gate)
            {
                return _connection;
            }
        }
    }

    private async Task<IDatabase> FindDatabaseAsync(CancellationToken cancellationToken) =>
        (await ConnectAsync(cancellationToken).ConfigureAwait(false)).GetDatabase();

    // Made once; an attempt that failed is made again by whoever asks next.
    private Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_connection is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _connection = OpenAsync();
            }

            return _connection.WaitAsync(cancellationToken);
        }
    }

    private async Task<ConnectionMultiplexer> OpenAsync()
    {
        ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(_options).ConfigureAwait(false);
        connection.ConnectionRestored += (_, _) => NoteReconnection();
        return connection;
    }
}
