using System.Runtime.InteropServices;

namespace Authz.Server;

/// <summary>
/// The signal of a write beyond the limit on a file's size (setrlimit(2), <c>ulimit -f</c>). Ignored, so that the write fails like one to a
/// full disk instead of ending the process.
/// </summary>
internal static partial class FileSizeSignal
{
    private const int Number = 25;
    private const nint IgnoreSignal = 1;

    public static void Ignore()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            SetAction(Number, IgnoreSignal);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetAction(int signal, nint action);
}
