using System.Diagnostics;

namespace Authz.Fuzz;

/// <summary>Runs inputs again and times them.</summary>
internal static class Replay
{
    /// <summary>An input whose fastest of five runs takes longer is a hang.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromMilliseconds(10);

    private const int Runs = 5;

    public static int Run(Action<byte[]> target, IReadOnlyList<string> files)
    {
        int hangs = 0;
        foreach (string file in files)
        {
            TimeSpan fastest = Time(target, File.ReadAllBytes(file));
            hangs += fastest > Hang ? 1 : 0;
            Console.WriteLine($"{fastest.TotalMilliseconds:F3} ms  {file}");
        }

        return hangs == 0 ? 0 : 1;
    }

    /// <summary>The fastest of five runs.</summary>
    public static TimeSpan Time(Action<byte[]> target, byte[] input)
    {
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            target(input);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            fastest = elapsed < fastest ? elapsed : fastest;
        }

        return fastest;
    }
}
