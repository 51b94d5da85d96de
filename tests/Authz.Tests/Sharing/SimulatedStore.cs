namespace Authz.Tests.Sharing;

/// <summary>A replica's connection to a <see cref="SimulatedServer"/>.</summary>
internal sealed class SimulatedStore(SimulatedServer server) : FleetStore
{
    private readonly HashSet<ITimer> _delays = [];

    /// <summary>Whether the network is cut between this replica and the store.</summary>
    public bool IsCut { get; set; }

    public bool IsReachable => !IsCut && !server.IsDown;

    public bool IsSubscribed { get; private set; }

    public override string Name => "simulated";

    public override bool IsConnected => IsReachable;

    /// <summary>Says that the network is whole again.</summary>
    public void Mend()
    {
        IsCut = false;
        NoteReconnection();
    }

    public void Deliver(byte[] message, TimeSpan delay) => _ = DeliverAsync(message, delay);

    public override async Task SubscribeAsync(CancellationToken cancellationToken) => IsSubscribed = await CallAsync(() => true).ConfigureAwait(false);

    public override Task<bool> TryTakeAsync(string name, TimeSpan life, CancellationToken cancellationToken) =>
        CallAsync(() => server.TryTake(name, life));

    public override Task<byte[]?> ReadAsync(string name, int maximumBytes, CancellationToken cancellationToken) =>
        CallAsync(() => server.TryRead(name, out byte[]? value) && value!.Length <= maximumBytes ? value : null);

    public override Task WriteAsync(string name, byte[] value, TimeSpan life, CancellationToken cancellationToken) =>
        CallAsync(() => server.TryWrite(name, value, life));

    public override Task<long> PublishAsync(byte[] message, CancellationToken cancellationToken) => CallAsync(() => server.Publish(message));

    public override Task<long> AddAsync(IReadOnlyList<FleetRecord> records, CancellationToken cancellationToken) => CallAsync(() =>
    {
        foreach (FleetRecord record in records)
        {
            server.Add(record);
        }

        return server.Copies;
    });

    public override Task<IReadOnlyList<byte[]>> ListAsync(long since, int skip, int count, CancellationToken cancellationToken) =>
        CallAsync(() => server.List(since, skip, count));

    public override Task RemoveAsync(IReadOnlyList<byte[]> records, CancellationToken cancellationToken) => CallAsync(() =>
    {
        foreach (byte[] record in records)
        {
            server.Remove(record);
        }

        return true;
    });

    protected override void Dispose(bool isDisposing) => server.Disconnect(this);

    private async Task DeliverAsync(byte[] message, TimeSpan delay)
    {
        await DelayAsync(delay).ConfigureAwait(false);
        if (IsReachable)
        {
            Receive(message);
        }
    }

    private async Task<T> CallAsync<T>(Func<T> answer)
    {
        await DelayAsync(server.DrawDelay() / 2).ConfigureAwait(false);
        Require();
        T result = answer();
        await DelayAsync(server.DrawDelay() / 2).ConfigureAwait(false);

        // What was done may be done although the answer is lost.
        Require();
        return result;
    }

    private void Require()
    {
        if (!IsReachable)
        {
            throw new IOException("The store cannot be reached.");
        }
    }

    // On the clock's thread, and held: timers that nobody holds may be collected.
    private Task DelayAsync(TimeSpan delay)
    {
        if (delay < TimeSpan.FromMilliseconds(1))
        {
            return Task.CompletedTask;
        }

        TaskCompletionSource passed = new();
        ITimer? timer = null;
        timer = server.Clock.CreateTimer(
            _ =>
            {
                if (timer is not null)
                {
                    _delays.Remove(timer);
                    timer.Dispose();
                }

                passed.SetResult();
            },
            null, delay, Timeout.InfiniteTimeSpan);
        _delays.Add(timer);
        return passed.Task;
    }
}
