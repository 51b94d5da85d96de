using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Authz.AspNetCore.ToolCalls;

namespace Authz.AspNetCore.Tests.ToolCalls;

public sealed class JudgedBodyTests
{
    private static readonly byte[] s_octets = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 2_000)));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(10_000)]
    public async Task Reads_TheOctets_WhateverPiecesTheyCameIn(int size)
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 1));
        foreach (byte[] piece in s_octets.Chunk(size))
        {
            piece.CopyTo(pipe.Writer.GetMemory(piece.Length));
            pipe.Writer.Advance(piece.Length);
        }

        await pipe.Writer.CompleteAsync();
        ReadResult read = await pipe.Reader.ReadAsync();
        using JudgedBody body = JudgedBody.Copy(read.Buffer);
        pipe.Reader.AdvanceTo(read.Buffer.End);

        Assert.Equal(s_octets, body.Octets.ToArray());
        Assert.Equal(s_octets, await ReadAsync(body));
    }

    [Fact]
    public async Task Reads_NoOctetMore_ThanTheBodyHas()
    {
        await using JudgedBody body = JudgedBody.Copy(new ReadOnlySequence<byte>([1, 2, 3]));

        Assert.Equal(3, body.Octets.Length);
        Assert.Equal(0, await body.ReadAsync(Memory<byte>.Empty));
        Assert.Equal(2, await body.ReadAsync(new byte[2].AsMemory()));
        Assert.Equal(1, body.Read(new byte[64], 1, 63));
        Assert.Equal(0, await body.ReadAsync(new byte[64].AsMemory()));
    }

    [Fact]
    public async Task Reads_NothingOfAnEmptyBody()
    {
        await using JudgedBody body = JudgedBody.Copy(ReadOnlySequence<byte>.Empty);

        Assert.True(body.Octets.IsEmpty);
        Assert.Empty(await ReadAsync(body));
    }

    [Fact]
    public void Reads_NothingOnceItsMemoryIsGivenBack()
    {
        JudgedBody body = Copy(s_octets);
        body.Dispose();

        Assert.Throws<ObjectDisposedException>(() => body.Read(new byte[64]));
        Assert.Throws<ObjectDisposedException>(() => body.Octets.Length);
        Assert.Throws<ObjectDisposedException>(() => body.CopyTo(Stream.Null));
    }

    [Fact]
    public async Task Reads_Nothing_ForWhoGaveUp()
    {
        await using JudgedBody body = Copy(s_octets);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await body.ReadExactlyAsync(new byte[64].AsMemory(), new CancellationToken(canceled: true)));
        Assert.Equal(s_octets, await ReadAsync(body));
    }

    /// <summary>Whoever is in the middle of it may not have ended: what it reads must not be another's by now.</summary>
    [Fact]
    public async Task Reads_ItsOwnOctets_WhenTheRequestEndsInTheMiddle()
    {
        JudgedBody body = Copy(s_octets);
        byte[] first = new byte[10];
        body.ReadExactly(first);
        await body.DisposeAsync();
        JudgedBody[] others = [.. Enumerable.Range(0, 32).Select(_ => Copy(new byte[s_octets.Length]))];

        byte[] rest = await ReadAsync(body);
        Assert.Equal(s_octets, first.Concat(rest).ToArray());
        Assert.All(others, other => Assert.Equal(new byte[s_octets.Length], other.Octets.ToArray()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GivesItsMemoryBack_AtItsEnd_OrUnread(bool isRead)
    {
        byte[] large = new byte[700_000];
        Use();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Use();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);

        void Use()
        {
            JudgedBody body = Copy(large);
            if (isRead)
            {
                body.ReadExactly(large);
            }
            else
            {
                body.Dispose();
            }
        }
    }

    /// <summary>Given back twice, the memory would be two bodies' at once.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GivesItsMemoryBack_Once(bool isRead)
    {
        JudgedBody first = Copy(s_octets);
        Assert.Equal(isRead ? s_octets.Length : 0, isRead ? (await ReadAsync(first)).Length : 0);
        await first.DisposeAsync();
        await first.DisposeAsync();
        JudgedBody second = Copy(s_octets);
        JudgedBody third = Copy(new byte[s_octets.Length]);

        Assert.Equal(s_octets, second.Octets.ToArray());
        Assert.Equal(new byte[s_octets.Length], third.Octets.ToArray());
    }

    [Fact]
    public void LeavesNothing_ToWhoRentsItsMemoryNext()
    {
        byte[] secret = new byte[3_000_000];
        Array.Fill(secret, (byte)'s');
        Copy(secret).Dispose();

        byte[] rented = ArrayPool<byte>.Shared.Rent(secret.Length);

        Assert.False(rented.AsSpan().Contains((byte)'s'));
        ArrayPool<byte>.Shared.Return(rented);
    }

    [Fact]
    public void Writes_Nothing()
    {
        using JudgedBody body = Copy(s_octets);

        Assert.Equal((true, false, false), (body.CanRead, body.CanWrite, body.CanSeek));
        Assert.Throws<NotSupportedException>(() => body.WriteByte(1));
        Assert.Throws<NotSupportedException>(() => body.SetLength(1));
        Assert.Throws<NotSupportedException>(() => body.Seek(0, SeekOrigin.Begin));
    }

    private static JudgedBody Copy(byte[] octets) => JudgedBody.Copy(new ReadOnlySequence<byte>(octets));

    private static async Task<byte[]> ReadAsync(JudgedBody body)
    {
        using MemoryStream copy = new();
        await body.CopyToAsync(copy);
        return copy.ToArray();
    }
}
