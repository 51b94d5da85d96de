using System.Diagnostics;
using Authz.Lambda.Tests.Program;

namespace Authz.Lambda.Benchmarks;

/// <summary>Processor time per invocation with a token seen before, ours beside the classic function, in alternating rounds.</summary>
internal static class Invocations
{
    private const int WarmUp = 10_000;
    private const int Rounds = 11;
    private const int Measured = 5_000;

    public static async Task RunAsync()
    {
        using LoopbackIssuer loopback = new();
        byte[] content = Definitions.AllowedEvent(loopback.Issuer);
        using FunctionPackage nativePackage = new("native", Definitions.Pets(loopback.Issuer.Issuer));
        using FunctionPackage jitPackage = new("jit", Definitions.Pets(loopback.Issuer.Issuer));
        using RunningFunction classic = new("JsonWebTokenHandler, jit", address => StartClassic(address, loopback.Issuer.Issuer));
        using RunningFunction jit = new("jit", address => jitPackage.Start(address));
        using RunningFunction native = new("native", address => nativePackage.Start(address));
        RunningFunction[] functions = [classic, jit, native];
        foreach (RunningFunction function in functions)
        {
            await function.MeasureAsync(content, WarmUp);
        }

        Dictionary<string, List<double>> figures = functions.ToDictionary(function => function.Name, _ => new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            foreach (RunningFunction function in functions)
            {
                figures[function.Name].Add(await function.MeasureAsync(content, Measured));
            }
        }

        Print(functions, figures);
    }

    private static void Print(RunningFunction[] functions, Dictionary<string, List<double>> figures)
    {
        List<double> classic = figures[functions[0].Name];
        Console.WriteLine($"processor time per invocation, token seen before, median of {Rounds} rounds of {Measured}:");
        foreach (RunningFunction function in functions)
        {
            List<double> own = figures[function.Name];
            double ratio = Median(classic.Zip(own, (theirs, ours) => theirs / ours));
            Console.WriteLine(
                $"  {function.Name}: {Median(own):F1} µs, classic ÷ this {ratio:F2}, resident {function.ResidentMegabytes:F1} MB");
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static Process StartClassic(string address, string issuer)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["classic", issuer]) { RedirectStandardOutput = true };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = address;
        return Process.Start(start)!;
    }
}
