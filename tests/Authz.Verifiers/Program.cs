using System.Globalization;
using System.Runtime.Versioning;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

[assembly: SupportedOSPlatform("linux")]

namespace Authz.Verifiers;

/// <summary>
/// <c>run COUNT SEED THREADS</c>: verifies good and bad signatures in turn in kept contexts, and counts wrong verdicts. <c>record FILE
/// COUNT SEED</c>: verifies them, and writes the calls down for <c>replay.c</c>.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        ContextStatus[] statuses = [.. ContextSupport.Algorithms.Members().Select(ContextSupport.TryProve)];
        if (statuses.Any(status => status != ContextStatus.Kept))
        {
            Console.Error.WriteLine($"No kept contexts here: {string.Join(' ', statuses.Select(status => status.ToCode()))}");
            return 3;
        }

        switch (arguments)
        {
            case ["run", string count, string seed, string threads]:
                return new EnduranceRun(Number(count), (int)Number(seed), (int)Number(threads)).Run();
            case ["record", string file, string count, string seed]:
                return CallRecorder.Record(file, Number(count), (int)Number(seed));
            default:
                Console.Error.WriteLine("Usage: run COUNT SEED THREADS | record FILE COUNT SEED");
                return 2;
        }
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
