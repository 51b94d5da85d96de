using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace Authz.Server;

/// <summary>
/// Standard output and error as the program was started with them. If one was closed, the runtime has opened something of its own under its
/// number, which must never be written to.
/// </summary>
internal static partial class StandardStreams
{
    private const int Output = 1;
    private const int Error = 2;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExecution = 1;

    /// <summary>Puts them in place of the platform's, for everything that writes to the console.</summary>
    public static void Settle()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Console.SetOut(IsInherited(Output) ? Open(Output) : TextWriter.Synchronized(new ClosedWriter("Standard output is closed.")));
        Console.SetError(IsInherited(Error) ? Open(Error) : TextWriter.Null);
    }

    [UnsupportedOSPlatform("windows")]
    private static TextWriter Open(int descriptor) =>
        TextWriter.Synchronized(new StreamWriter(new DescriptorStream(descriptor), bufferSize: -1) { AutoFlush = true });

    // What survived the start of this program is not to be closed at the start of a program; whatever the runtime opens is.
    [UnsupportedOSPlatform("windows")]
    private static bool IsInherited(int descriptor) =>
        ReadFlags(descriptor, GetDescriptorFlags) is int flags and >= 0 && (flags & CloseOnExecution) == 0;

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadFlags(int descriptor, int command);

    private sealed class ClosedWriter(string problem) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException(problem);
    }
}
