using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Authz.Clocks;

/// <summary>
/// The system's time at the kernel's last timer tick: CLOCK_REALTIME_COARSE of clock_gettime(2). It lags by up to a tick, 1 to 10 ms, so
/// that the second it shows may have ended. It is trusted only where its second ends later than two ticks from then; else the exact clock
/// has to be read. Clocks that are set are seen at once. A machine that was stopped, and has not had its first tick since, may see the
/// time of the stop for that tick.
/// </summary>
internal static partial class TickClock
{
    private const int RealtimeCoarse = 5;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int TicksOfMargin = 2;

    // A resolution that no kernel has: something else answers.
    private const long LongestTick = 20_000_000;

    private static readonly long s_trustedNanoseconds = NanosecondsPerSecond - (TicksOfMargin * ReadTick());

    /// <summary>Whether there is such a clock.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsAvailable => OperatingSystem.IsLinux() && Environment.Is64BitProcess && s_trustedNanoseconds < NanosecondsPerSecond;

    /// <summary>Reads the second; false if it may have ended since the last tick.</summary>
    [SupportedOSPlatform("linux")]
    public static bool TryReadSecond(out long second)
    {
        int status = ReadClock(RealtimeCoarse, out Time time);
        second = time.Seconds;
        return status == 0 && IsTrusted(time.Nanoseconds, s_trustedNanoseconds);
    }

    /// <summary>Whether a second still lasts.</summary>
    /// <param name="nanoseconds">How long it had lasted at the last tick.</param>
    /// <param name="bound">How long it may have lasted.</param>
    internal static bool IsTrusted(long nanoseconds, long bound) => nanoseconds < bound;

    private static long ReadTick() =>
        OperatingSystem.IsLinux() && Environment.Is64BitProcess
        && ReadResolution(RealtimeCoarse, out Time tick) == 0 && tick is { Seconds: 0, Nanoseconds: > 0 and <= LongestTick }
            ? tick.Nanoseconds
            : 0;

    // Neither waits nor calls back, and takes less time than the runtime needs to prepare for calls that do.
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    private static partial int ReadClock(int clock, out Time time);

    [LibraryImport("libc", EntryPoint = "clock_getres")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadResolution(int clock, out Time resolution);

    // struct timespec of a 64-bit system.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
