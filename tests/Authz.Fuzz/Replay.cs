using System.Diagnostics;

namespace Authz.Fuzz;

/// <summary>Runs inputs again and times them.</summary>
internal static class Replay
{
    private const int Runs = 5;

    // Loaders run when a file changes, not on a request's path; a small file may stand for 150,000 values by its aliases.
    private static readonly string[] s_loaders = ["yaml", "openapi", "sam", "cloudformation", "serverless", "terraform"];

    /// <summary>An input whose fastest of five runs takes longer is a hang.</summary>
    public static TimeSpan HangOf(string target) => TimeSpan.FromMilliseconds(s_loaders.Contains(target) ? 250 : 10);

    public static int Run(string name, IReadOnlyList<string> files)
    {
        Action<byte[]> target = FuzzTargets.Find(name);
        int hangs = 0;
        foreach (string file in files)
        {
            TimeSpan fastest = Time(target, File.ReadAllBytes(file));
            hangs += fastest > HangOf(name) ? 1 : 0;
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
