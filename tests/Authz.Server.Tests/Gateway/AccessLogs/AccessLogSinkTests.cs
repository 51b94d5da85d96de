using System.Collections.Concurrent;
using System.Text;
using Authz.Server.Gateway.AccessLogs;

namespace Authz.Server.Tests.Gateway.AccessLogs;

public sealed class AccessLogSinkTests
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Counts_TheLinesItCannotWrite_AndGoesOn(int written)
    {
        ConcurrentQueue<string> reports = [];
        SemaphoreSlim reported = new(0);
        using FaultyStream disk = new();
        AccessLogSink sink = new(new StreamWriter(disk), "access.log", line =>
        {
            reports.Enqueue(line);
            reported.Release();
        });
        sink.Write("before");
        await disk.Wrote.WaitAsync(s_patience);

        disk.FailsAfter = written;
        sink.Write("lost");
        Assert.True(await reported.WaitAsync(s_patience));
        disk.FailsAfter = null;
        sink.Write("after");
        Assert.True(await reported.WaitAsync(s_patience));
        await sink.DisposeAsync();

        // A failure ends in an empty line, or ends the part of a line that was written before it.
        string part = "lost"[..written];
        Assert.Equal(
            $"before\n{part}\nauthz: 1 lines left out\nafter\n", Encoding.UTF8.GetString(disk.ToArray()).ReplaceLineEndings("\n"));
        Assert.Equal(
            [
                "warning: the access log access.log cannot be written: No space left. Its lines are left out until it can be.",
                "note: the access log access.log is written again; 1 lines were left out.",
            ],
            reports);
    }

    [Fact]
    public async Task Ends_WhileItCannotBeWritten()
    {
        using FaultyStream disk = new() { FailsAfter = 0 };
        AccessLogSink sink = new(new StreamWriter(disk), "access.log", _ => { });
        for (int line = 0; line < 1000; line++)
        {
            sink.Write("lost");
        }

        await sink.DisposeAsync().AsTask().WaitAsync(s_patience);

        Assert.Equal(0, disk.Length);
    }

    private sealed class FaultyStream : Stream
    {
        private readonly MemoryStream _disk = new();
        private readonly TaskCompletionSource _wrote = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Wrote => _wrote.Task;

        /// <summary>How many octets of a write are kept before it fails; null if it does not fail.</summary>
        public int? FailsAfter { get; set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _disk.Length;

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public byte[] ToArray() => _disk.ToArray();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (FailsAfter is { } kept)
            {
                _disk.Write(buffer, offset, Math.Min(kept, count));
                throw new IOException("No space left.");
            }

            _disk.Write(buffer, offset, count);
        }

        public override void Flush() => _wrote.TrySetResult();
    }
}
