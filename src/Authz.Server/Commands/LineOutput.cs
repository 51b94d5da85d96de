using System.Runtime.ExceptionServices;

namespace Authz.Server.Commands;

/// <summary>
/// An output that a running server must not wait for: one that cannot be written, or is a pipe that nobody reads, costs what was to be
/// written.
/// </summary>
internal sealed class LineOutput(TextWriter output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;

    /// <summary>Writes, unless an earlier write still waits for a reader.</summary>
    /// <returns>Why it could not be written; null if it was.</returns>
    public string? TryWrite(Action<TextWriter> write)
    {
        lock (_gate)
        {
            if (!_writing.IsCompleted)
            {
                return "Nobody reads it.";
            }

            _writing = Task.Run(() => write(output));
            try
            {
                return _writing.Wait(s_patience) ? null : "Nobody reads it.";
            }
            catch (AggregateException failed)
            {
                return failed.InnerException is IOException or UnauthorizedAccessException or ObjectDisposedException
                    ? failed.InnerException.Message
                    : throw Rethrown(failed.InnerException!);
            }
        }
    }

    private static Exception Rethrown(Exception fault)
    {
        ExceptionDispatchInfo.Throw(fault);
        return fault;
    }
}
