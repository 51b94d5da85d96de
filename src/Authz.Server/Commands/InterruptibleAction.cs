using System.CommandLine;
using System.CommandLine.Invocation;

namespace Authz.Server.Commands;

/// <summary>An action that a signal ends: that is no fault of the program.</summary>
internal sealed class InterruptibleAction(AsynchronousCommandLineAction action) : AsynchronousCommandLineAction
{
    public override async Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default)
    {
        try
        {
            return await action.InvokeAsync(parseResult, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ended before the command was done.
            return ExitCode.Refused;
        }
    }
}
