using System.Threading.Channels;
using Authz.Server.Gateway.Operation;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>
/// Writes the lines of an access log. No request waits for it. Lines that it cannot write, or cannot keep up with, are left out and
/// counted; the log says how many once it can be written again.
/// </summary>
internal sealed class AccessLogSink : IAsyncDisposable
{
    private const int MaximumWaiting = 8_192;

    // Few enough that a failed write loses little, enough that a busy log needs few writes.
    private const int MaximumTogether = 256;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(MaximumWaiting);
    private readonly TextWriter _output;
    private readonly string _name;
    private readonly Action<string> _report;
    private readonly Task _writing;
    private long _leftOut;
    private bool _hasFailed;

    /// <param name="output">Receives the lines.</param>
    /// <param name="name">The log's name in reports.</param>
    /// <param name="report">Receives a line when the log cannot be written, and when it can be again.</param>
    public AccessLogSink(TextWriter output, string name, Action<string> report)
    {
        _output = output;
        _name = name;
        _report = report;
        _writing = WriteLinesAsync();
    }

    public void Write(string line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _leftOut);
        }
    }

    /// <summary>Writes the waiting lines.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteLinesAsync()
    {
        List<string> batch = new(MaximumTogether);
        while (await _lines.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaximumTogether && _lines.Reader.TryRead(out string? line))
            {
                batch.Add(line);
            }

            await WriteBatchAsync(batch);
        }
    }

    // Whatever a disk, a mount or a pipe throws: the log goes on with the next lines.
#pragma warning disable CA1031
    private async Task WriteBatchAsync(List<string> batch)
    {
        long leftOut = Interlocked.Exchange(ref _leftOut, 0);
        try
        {
            if (_hasFailed)
            {
                // Ends the line of which a failed write may have left a part.
                await _output.WriteLineAsync();
            }

            if (leftOut > 0)
            {
                await _output.WriteLineAsync($"authz: {leftOut} lines left out");
            }

            foreach (string line in batch)
            {
                await _output.WriteLineAsync(line);
            }

            await _output.FlushAsync();
            if (_hasFailed)
            {
                _hasFailed = false;
                _report($"the access log {_name} is written again; {leftOut} lines were left out.");
            }
        }
        catch (Exception exception)
        {
            Interlocked.Add(ref _leftOut, leftOut + batch.Count);
            BackgroundFaults.Count(BackgroundFaults.AccessLog);
            if (!_hasFailed)
            {
                _hasFailed = true;
                _report($"the access log {_name} cannot be written: {exception.Message} Its lines are left out until it can be.");
            }
        }
    }
#pragma warning restore CA1031
}
