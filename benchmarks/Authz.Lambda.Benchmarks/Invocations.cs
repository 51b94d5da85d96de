using System.Diagnostics;
using System.Text;
using Authz.Lambda.Events;
using Authz.Lambda.Tests;
using Authz.Lambda.Tests.Program;
using Authz.Lambda.Tests.Runtime;

namespace Authz.Lambda.Benchmarks;

/// <summary>Processor time per invocation with a token seen before, and resident memory over 100,000 mixed invocations.</summary>
internal static class Invocations
{
    private const int WarmUp = 5_000;
    private const int Measured = 20_000;
    private const int Mixed = 100_000;

    public static async Task MeasureAsync()
    {
        using LoopbackIssuer loopback = new();
        byte[] content = EventDocument.For(AuthorizerEventKind.HttpApiV2, "GET /pets", "GET", "/pets", loopback.Issuer.Mint("pets-api", "read")).ToUtf8();
        Console.WriteLine($"processor time per invocation, token seen before, over {Measured}:");
        foreach (string kind in new[] { "native", "jit" })
        {
            using FakeRuntimeApi runtime = new();
            using FunctionPackage package = new(kind, Definitions.Pets(loopback.Issuer.Issuer));
            await MeasureAsync(kind, runtime, package.Start(runtime.Address), content);
        }

        using FakeRuntimeApi classicRuntime = new();
        ProcessStartInfo start = new(Environment.ProcessPath!, ["classic", loopback.Issuer.Issuer]) { RedirectStandardOutput = true };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = classicRuntime.Address;
        await MeasureAsync("JsonWebTokenHandler, jit", classicRuntime, Process.Start(start)!, content);

        using FakeRuntimeApi mixedRuntime = new();
        using FunctionPackage native = new("native", Definitions.Pets(loopback.Issuer.Issuer));
        await MeasureMemoryAsync(mixedRuntime, native.Start(mixedRuntime.Address), loopback, content);
    }

    private static async Task MeasureAsync(string name, FakeRuntimeApi runtime, Process function, byte[] content)
    {
        using (function)
        {
            Task log = function.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            await InvokeAsync(runtime, [content], WarmUp);
            function.Refresh();
            TimeSpan before = function.TotalProcessorTime;
            await InvokeAsync(runtime, [content], Measured);
            function.Refresh();
            TimeSpan used = function.TotalProcessorTime - before;
            Console.WriteLine($"  {name}: {used.TotalMicroseconds / Measured:F1} µs, resident {function.WorkingSet64 / 1_000_000.0:F1} MB");
            function.Kill();
            await log;
        }
    }

    private static async Task MeasureMemoryAsync(FakeRuntimeApi runtime, Process function, LoopbackIssuer loopback, byte[] known)
    {
        // Every tenth token is new, so that remembering is at work too.
        byte[][] events =
        [
            known, known, known, known, known, "not JSON"u8.ToArray(), Encoding.UTF8.GetBytes($"{{\"padding\":\"{new string('x', 300_000)}\"}}"),
            EventDocument.For(AuthorizerEventKind.RestToken, "GET /pets", "GET", "/pets", "x.y.z").ToUtf8(),
            .. Enumerable.Range(0, 992).Select(number => EventDocument.For(
                number % 2 == 0 ? AuthorizerEventKind.RestRequest : AuthorizerEventKind.HttpApiV1, "GET /pets", "GET", "/pets",
                loopback.Issuer.Token("pets-api", number % 3 == 0 ? "other" : "read").With("jti", number).Sign(loopback.Issuer.CurrentKey)).ToUtf8()),
        ];
        Console.WriteLine($"resident memory over {Mixed} mixed invocations, native:");
        Task log = function.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        using (function)
        {
            for (int done = 0; done < Mixed; done += Mixed / 10)
            {
                await InvokeAsync(runtime, events, Mixed / 10);
                function.Refresh();
                Console.WriteLine($"  after {done + (Mixed / 10)}: {function.WorkingSet64 / 1_000_000.0:F1} MB");
            }

            function.Kill();
            await log;
        }
    }

    private static async Task InvokeAsync(FakeRuntimeApi runtime, byte[][] events, int count)
    {
        for (int invocation = 0; invocation < count; invocation++)
        {
            await runtime.InvokeAsync(events[invocation % events.Length]);
        }
    }
}
