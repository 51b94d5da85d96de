using System.Threading.Channels;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>Where lines of an access log go. No request waits for it; where it cannot keep up, lines are left out and counted.</summary>
internal sealed class AccessLogSink : IAsyncDisposable
{
    private const int MaximumWaiting = 8_192;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(MaximumWaiting);
    private readonly TextWriter _output;
    private readonly Task _writing;
    private long _leftOut;

    public AccessLogSink(TextWriter output)
    {
        _output = output;
        _writing = WriteLinesAsync();
    }

    public void Write(string line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _leftOut);
        }
    }

    /// <summary>Writes what is still waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteLinesAsync()
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            while (_lines.Reader.TryRead(out string? line))
            {
                await _output.WriteLineAsync(line);
            }

            if (Interlocked.Exchange(ref _leftOut, 0) is > 0 and long leftOut)
            {
                await _output.WriteLineAsync($"authz: {leftOut} lines left out");
            }

            await _output.FlushAsync();
        }
    }
}
