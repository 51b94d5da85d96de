using Authz.Files;

namespace Authz.Revoking;

/// <summary>
/// Revocations in a file, looked at every second. A file that cannot be read changes nothing but its age: the entries that are known stay,
/// until nobody can say any more whether they are all.
/// </summary>
internal sealed class RevocationFile : RevocationSource, IDisposable
{
    /// <summary>The greatest size of a file in bytes.</summary>
    public const long MaximumBytes = 256L * 1024 * 1024;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly PolledFile _file;
    private readonly ITimer _timer;
    private Task _looking;
    private byte[] _seen = [];
    private byte[] _taken = [];
    private string? _fault;
    private volatile string? _lastError;
    private volatile RevokedSet _set = new();

    /// <summary>Reads the file at once, and waits for it a moment: a process should not start without it.</summary>
    public RevocationFile(string path, TimeProvider time)
        : base(path, time)
    {
        _file = new PolledFile(path);
        _looking = Task.Run(() => LookAsync(isFirst: true));
        ((IAsyncResult)_looking).AsyncWaitHandle.WaitOne(s_patience);
        _timer = time.CreateTimer(static file => ((RevocationFile)file!).Look(), this, Interval, Interval);
    }

    public override RevokedSet Set => _set;

    public override string? LastError => _lastError;

    /// <summary>Looks at the file unless a look is under way, and waits for it: for a process whose timers were frozen.</summary>
    public Task LookNowAsync()
    {
        Look();
        return Volatile.Read(ref _looking);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        CorrectAge();
        Task before = Volatile.Read(ref _looking);
        if (before.IsCompleted)
        {
            Interlocked.CompareExchange(ref _looking, Task.Run(() => LookAsync(isFirst: false)), before);
        }
    }

    // Whatever a file system throws costs one look.
#pragma warning disable CA1031
    private async Task LookAsync(bool isFirst)
    {
        try
        {
            DateTimeOffset startedAt = Time.GetUtcNow();
            byte[] content = await _file.ReadAsync(MaximumBytes, CancellationToken.None).ConfigureAwait(false);

            // Two looks must agree: half a file may be a complete list. The first one is judged as it is, for lack of another.
            bool isSettled = isFirst || content.AsSpan().SequenceEqual(_seen);
            _seen = content;
            if (!isSettled)
            {
                return;
            }

            if (!content.AsSpan().SequenceEqual(_taken))
            {
                Take(content);
            }

            _lastError = _fault;
            if (_fault is null)
            {
                Confirm(startedAt);
            }
        }
        catch (Exception exception)
        {
            _lastError = $"It cannot be read: {exception.Message}";
        }
    }
#pragma warning restore CA1031

    private void Take(byte[] content)
    {
        RevokedSet? set = RevocationListReader.Read(content, Time.GetUtcNow().ToUnixTimeSeconds(), out _fault);
        _taken = content;
        _set = set ?? _set;
    }
}
