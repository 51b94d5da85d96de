using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Authz.Server.Tests.Gateway.Functions;

/// <summary>What this process throws meanwhile, and where: a failed test says why.</summary>
internal sealed class Faults : IDisposable
{
    private readonly ConcurrentQueue<string> _seen = new();

    public Faults() => AppDomain.CurrentDomain.FirstChanceException += Note;

    public override string ToString() => string.Join('\n', _seen);

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Note;

    private void Note(object? sender, FirstChanceExceptionEventArgs fault) => _seen.Enqueue($"{fault.Exception.Message}\n{new StackTrace()}");
}
