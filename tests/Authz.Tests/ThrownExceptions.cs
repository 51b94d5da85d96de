using System.Runtime.ExceptionServices;

namespace Authz.Tests;

/// <summary>Counts the exceptions that this thread throws, caught or not, while it is not disposed.</summary>
internal sealed class ThrownExceptions : IDisposable
{
    private readonly Thread _thread = Thread.CurrentThread;

    public ThrownExceptions() => AppDomain.CurrentDomain.FirstChanceException += Count;

    public int Total { get; private set; }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Count;

    private void Count(object? sender, FirstChanceExceptionEventArgs exception)
    {
        if (Thread.CurrentThread == _thread)
        {
            Total++;
        }
    }
}
