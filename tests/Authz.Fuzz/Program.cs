using SharpFuzz;

namespace Authz.Fuzz;

/// <summary>
/// <c>TARGET</c>: fuzzes under AFL++, which feeds standard input. <c>instrument FILE</c>: prepares an assembly for it. <c>replay TARGET
/// FILE...</c>: prints how long each input takes, the fastest of five.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["instrument", string assembly]:
                Fuzzer.Instrument(assembly, _ => true, Options.Value);
                return 0;
            case ["replay", string target, .. string[] files]:
                return Replay.Run(target, files);
            case [string target]:
                Action<byte[]> decide = FuzzTargets.Find(target);
                Fuzzer.OutOfProcess.Run(stream => decide(ReadAll(stream)));
                return 0;
            default:
                Console.Error.WriteLine(
                    "Usage: Authz.Fuzz TARGET | replay TARGET FILE... | instrument FILE. Targets: " +
                    $"{string.Join(", ", FuzzTargets.Names)}.");
                return 2;
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
