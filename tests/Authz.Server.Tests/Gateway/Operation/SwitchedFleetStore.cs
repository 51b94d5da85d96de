namespace Authz.Server.Tests.Gateway.Operation;

/// <summary>A store with nothing in it, that is there or gone.</summary>
internal sealed class SwitchedFleetStore : FleetStore
{
    private bool _isGone;

    public override string Name => "redis://store";

    public override bool IsConnected => !_isGone;

    public bool IsGone
    {
        get => _isGone;
        set
        {
            _isGone = value;
            if (!value)
            {
                NoteReconnection();
            }
        }
    }

    public override Task SubscribeAsync(CancellationToken cancellationToken) => Answer(true);

    public override Task<bool> TryTakeAsync(string name, TimeSpan life, CancellationToken cancellationToken) => Answer(true);

    public override Task<byte[]?> ReadAsync(string name, int maximumBytes, CancellationToken cancellationToken) => Answer<byte[]?>(null);

    public override Task WriteAsync(string name, byte[] value, TimeSpan life, CancellationToken cancellationToken) => Answer(true);

    public override Task<long> PublishAsync(byte[] message, CancellationToken cancellationToken) => Answer(0L);

    public override Task<long> AddAsync(IReadOnlyList<FleetRecord> records, CancellationToken cancellationToken) => Answer(0L);

    public override Task<IReadOnlyList<byte[]>> ListAsync(long since, int skip, int count, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<byte[]>>([]);

    public override Task RemoveAsync(IReadOnlyList<byte[]> records, CancellationToken cancellationToken) => Answer(true);

    protected override void Dispose(bool isDisposing)
    {
    }

    private Task<T> Answer<T>(T answer) => _isGone ? Task.FromException<T>(new IOException("It is gone.")) : Task.FromResult(answer);
}
