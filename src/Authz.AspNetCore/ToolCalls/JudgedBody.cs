using System.Buffers;

namespace Authz.AspNetCore.ToolCalls;

/// <summary>
/// The octets of a request's body that were judged, for a server that hands them on: they are read once, from beginning to end. Their memory
/// is used again, so that a forwarded call makes no garbage as large as its body; whoever reads the last octet gives it back, or who
/// disposes of a body that nobody has begun to read. One that is left in the middle is left to the collector: its reader may not have ended.
/// </summary>
internal sealed class JudgedBody : Stream
{
    private const int Unread = 0;
    private const int BeingRead = 1;
    private const int GivenBack = 2;

    private readonly byte[] _rented;
    private readonly int _length;
    private int _position;
    private int _state;

    private JudgedBody(byte[] rented, int length)
    {
        _rented = rented;
        _length = length;
    }

    /// <summary>The octets, for as long as nobody has begun to read them.</summary>
    /// <exception cref="ObjectDisposedException">Somebody has, or the request has ended.</exception>
    public ReadOnlySpan<byte> Octets
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _state) != Unread, this);
            return _rented.AsSpan(0, _length);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A copy of a whole body.</summary>
    public static JudgedBody Copy(in ReadOnlySequence<byte> body)
    {
        int length = checked((int)body.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(rented);
        return new JudgedBody(rented, length);
    }

    /// <summary>Copies the next octets; 0 at the end.</summary>
    /// <exception cref="ObjectDisposedException">The request ended before anybody began to read.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position == _length)
        {
            return 0;
        }

        ObjectDisposedException.ThrowIf(Interlocked.CompareExchange(ref _state, BeingRead, Unread) == GivenBack, this);
        int count = Math.Min(buffer.Length, _length - _position);
        _rented.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        if (_position == _length)
        {
            Volatile.Write(ref _state, GivenBack);
            GiveBack();
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.CompareExchange(ref _state, GivenBack, Unread) == Unread)
        {
            GiveBack();
        }

        base.Dispose(disposing);
    }

    // Whoever rents it next must not find a body in it.
    private void GiveBack()
    {
        _rented.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_rented);
    }
}
