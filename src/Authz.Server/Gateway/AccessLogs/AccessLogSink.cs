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

    // After so long without an end, a write waits for a reader or a server that may never come.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(MaximumWaiting);
    private readonly TextWriter _output;
    private readonly string _name;
    private readonly Action<string> _report;
    private readonly Func<string, string>? _frame;
    private readonly Task _writing;
    private long _leftOut;
    private bool _hasFailed;

    /// <param name="output">Receives the lines.</param>
    /// <param name="name">The log's name in reports.</param>
    /// <param name="report">Receives a line when the log cannot be written, and when it can be again.</param>
    /// <param name="frame">What becomes of a line where other lines stand beside it; null for a log of its own.</param>
    public AccessLogSink(TextWriter output, string name, Action<string> report, Func<string, string>? frame = null)
    {
        _frame = frame;
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

    /// <summary>Writes the waiting lines, as far as the log takes them.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing.WaitAsync(s_patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            bool isAfterFailure = _hasFailed;
            Task writing = Task.Run(() => WriteTogether(batch, leftOut, isAfterFailure));
            await writing.WaitAsync(s_patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!writing.IsCompleted)
            {
                ReportFailure("It takes nothing.");
            }

            await writing;
            if (_hasFailed)
            {
                _hasFailed = false;
                _report($"note: the access log {_name} is written again; {leftOut} lines were left out.");
            }
        }
        catch (Exception exception)
        {
            Interlocked.Add(ref _leftOut, leftOut + batch.Count);
            ReportFailure(exception.Message);
        }
    }
#pragma warning restore CA1031

    private void WriteTogether(List<string> batch, long leftOut, bool isAfterFailure)
    {
        if (isAfterFailure)
        {
            // Ends the line of which a failed write may have left a part.
            _output.WriteLine();
        }

        if (leftOut > 0)
        {
            string line = $"authz: {leftOut} lines left out";
            _output.WriteLine(_frame?.Invoke(line) ?? line);
        }

        foreach (string line in batch)
        {
            _output.WriteLine(_frame?.Invoke(line) ?? line);
        }

        _output.Flush();
    }

    private void ReportFailure(string problem)
    {
        BackgroundFaults.Count(BackgroundFaults.AccessLog);
        if (!_hasFailed)
        {
            _hasFailed = true;
            _report($"warning: the access log {_name} cannot be written: {problem} Its lines are left out until it can be.");
        }
    }
}
