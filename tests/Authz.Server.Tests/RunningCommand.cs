using Authz.Server.Commands;

namespace Authz.Server.Tests;

/// <summary>A command of the program, run in this process until it ends or is disposed.</summary>
internal sealed class RunningCommand : IAsyncDisposable
{
    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _interrupt = new();

    private RunningCommand(string[] args) => Exit = AuthzCommand.RunAsync(args, Output, Error, _interrupt.Token);

    public LineWriter Output { get; } = new();

    public LineWriter Error { get; } = new();

    /// <summary>The exit code, once the command ends.</summary>
    public Task<int> Exit { get; }

    public static RunningCommand Start(params string[] args) => new(args);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        await using RunningCommand command = Start(args);
        int exit = await command.Exit.WaitAsync(s_patience);
        return (exit, command.Output.ToString(), command.Error.ToString());
    }

    /// <summary>
    /// Waits for a line on standard output that contains <paramref name="part"/>; fails with what was written if the command ends without.
    /// </summary>
    public async Task<string> FindLineAsync(string part)
    {
        Task<string> line = Output.FindLineAsync(part);
        await Task.WhenAny(line, Exit).WaitAsync(s_patience);
        return line.IsCompletedSuccessfully
            ? await line
            : throw new InvalidOperationException($"exit {await Exit} without '{part}':\n{Output}\n{Error}");
    }

    /// <summary>The address in the line that says where the server listens.</summary>
    public async Task<string> FindAddressAsync()
    {
        string line = await FindLineAsync("http://127.0.0.1:");
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('/');
    }

    public async ValueTask DisposeAsync()
    {
        await _interrupt.CancelAsync();
        await Exit.WaitAsync(s_patience);
        _interrupt.Dispose();
        await Output.DisposeAsync();
        await Error.DisposeAsync();
    }
}
