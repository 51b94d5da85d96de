using System.Diagnostics;
using Authz.Lambda.Tests.Program;
using Authz.Lambda.Tests.Runtime;

namespace Authz.Lambda.Benchmarks;

/// <summary>From the start of the process to its first answer, median of 20 starts each: P11.</summary>
internal static class ColdStart
{
    private const int Starts = 20;

    public static async Task RunAsync()
    {
        Console.WriteLine($"from process start to first answer, median of {Starts}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        foreach (string kind in new[] { "native", "jit" })
        {
            using LoopbackIssuer loopback = new();
            using FunctionPackage package = new(kind, Definitions.Pets(loopback.Issuer.Issuer));
            byte[] content = Definitions.AllowedEvent(loopback.Issuer);
            Console.WriteLine($"  {kind}, keys fetched on loopback: {await MedianAsync(package, content):F1} ms");
            using (Process fetch = package.Start(runtimeApi: null, "fetch-keys"))
            {
                await fetch.WaitForExitAsync();
            }

            Console.WriteLine($"  {kind}, key snapshot: {await MedianAsync(package, content):F1} ms");
        }
    }

    private static async Task<double> MedianAsync(FunctionPackage package, byte[] content)
    {
        List<double> milliseconds = [];
        for (int start = 0; start < Starts; start++)
        {
            using FakeRuntimeApi runtime = new();
            Task<RuntimeAnswer> answer = runtime.InvokeAsync(content);
            long started = TimeProvider.System.GetTimestamp();
            using Process function = package.Start(runtime.Address);
            RuntimeAnswer first = await answer;
            milliseconds.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            Definitions.RequireAllowed(first);
            function.Kill();
            await function.WaitForExitAsync();
        }

        milliseconds.Sort();
        return (milliseconds[(Starts / 2) - 1] + milliseconds[Starts / 2]) / 2;
    }
}
