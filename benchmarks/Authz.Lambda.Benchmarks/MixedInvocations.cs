using Authz.Lambda.Tests.Program;

namespace Authz.Lambda.Benchmarks;

/// <summary>
/// 100,000 invocations of every kind, right, wrong and malformed, each answer held to the expected one; and what they leave behind.
/// </summary>
internal static class MixedInvocations
{
    private const int Invocations = 100_000;
    private const int Steps = 10;

    private const double MaximumMegabytes = 40;

    /// <returns>The exit code: 1 where an invocation was lost or something leaked.</returns>
    public static async Task<int> RunAsync()
    {
        using LoopbackIssuer loopback = new();
        using FunctionPackage package = new("native", MixedEvents.Definition(loopback.Issuer));
        IReadOnlyList<MixedEvent> events = MixedEvents.Create(loopback.Issuer, newTokens: 962);
        using RunningFunction function = new("native", address => package.Start(address));
        Console.WriteLine($"{Invocations} mixed invocations of {events.Count} events, every answer compared; resident memory, open files:");
        int openFiles = 0;
        double megabytes = 0;
        for (int step = 1; step <= Steps; step++)
        {
            await InvokeAsync(function, events, Invocations / Steps);
            openFiles = step == 1 ? function.OpenFiles : openFiles;
            megabytes = function.ResidentMegabytes;
            Console.WriteLine($"  after {Invocations / Steps * step}: {megabytes:F1} MB, {function.OpenFiles}");
        }

        bool areFilesClosed = function.OpenFiles <= openFiles;
        int lines = await function.StopAsync();
        Console.WriteLine($"  answered and logged: {lines}");
        return lines == Invocations && megabytes <= MaximumMegabytes && areFilesClosed ? 0 : 1;
    }

    private static async Task InvokeAsync(RunningFunction function, IReadOnlyList<MixedEvent> events, int count)
    {
        for (int invocation = 0; invocation < count; invocation++)
        {
            MixedEvent mixed = events[invocation % events.Count];
            mixed.RequireAnswer(await function.InvokeAsync(mixed.Content));
        }
    }
}
