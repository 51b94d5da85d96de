using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Authz.Server;

/// <summary>
/// Writes to a file descriptor by write(2). The platform's console holds one lock for both outputs, so that a standard output that nobody
/// reads would block standard error too, and says nothing of a pipe whose reader has gone.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial class DescriptorStream(int descriptor) : Stream
{
    private const int Interrupted = 4;
    private const int TryAgainOnLinux = 11;
    private const int TryAgainOnMacOS = 35;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        SpinWait wait = default;
        while (!buffer.IsEmpty)
        {
            nint written = WriteSome(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error == (OperatingSystem.IsMacOS() ? TryAgainOnMacOS : TryAgainOnLinux))
            {
                // Another program has made the pipe that they share a non-blocking one.
                wait.SpinOnce();
            }
            else if (error != Interrupted)
            {
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            }
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint WriteSome(int descriptor, ref byte buffer, nint count);
}
