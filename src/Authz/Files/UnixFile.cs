using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Authz.Files;

/// <summary>Owner, kind and permissions of a file, a directory or a link itself: statx(2), because .NET does not tell an owner.</summary>
[SupportedOSPlatform("linux")]
internal readonly partial record struct UnixFile(uint Owner, uint Group, int Mode)
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicStatistics = 0x7FF;
    private const int KindMask = 0xF000;
    private const int DirectoryKind = 0x4000;
    private const int LinkKind = 0xA000;
    private const int Sticky = 0x200;
    private const int WritableByGroup = 0x10;
    private const int WritableByAll = 0x2;

    private const int NoSuchFile = 2;
    private const int NoDirectory = 20;
    private const int ReadOnlyFileSystem = 30;
    private const int Write = 2;

    // struct statx of <linux/stat.h>, which is the same on every architecture.
    private const int Size = 256;
    private const int OwnerOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;

    public bool IsDirectory => (Mode & KindMask) == DirectoryKind;

    public bool IsLink => (Mode & KindMask) == LinkKind;

    /// <summary>Whether only the owner of an entry of this directory may move it, as in <c>/tmp</c>.</summary>
    public bool IsSticky => (Mode & Sticky) != 0;

    public bool MayBeWrittenByAll => (Mode & WritableByAll) != 0;

    public bool MayBeWrittenByGroup => (Mode & WritableByGroup) != 0;

    /// <summary>
    /// Whether the group is the owner's own, by the custom of most distributions: useradd gives each user a group of the same number, and
    /// nobody else in it. Files are then writable by that group.
    /// </summary>
    public bool IsGroupPrivate => Group == Owner;

    /// <summary>The user that this process acts as.</summary>
    public static uint CurrentUser => GetEffectiveUser();

    /// <summary>The file itself, also if it is a link; null if there is none.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static UnixFile? Find(string path)
    {
        Span<byte> state = stackalloc byte[Size];
        if (ReadState(CurrentDirectory, path, DoNotFollow, BasicStatistics, ref MemoryMarshal.GetReference(state)) == 0)
        {
            return new UnixFile(
                MemoryMarshal.Read<uint>(state[OwnerOffset..]),
                MemoryMarshal.Read<uint>(state[GroupOffset..]),
                MemoryMarshal.Read<ushort>(state[ModeOffset..]));
        }

        int error = Marshal.GetLastPInvokeError();
        return error is NoSuchFile or NoDirectory
            ? null
            : throw new IOException($"{path} cannot be looked at: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    /// <summary>Whether the file is on a file system that is mounted read-only.</summary>
    public static bool IsOnReadOnlyMount(string path) => Access(path, Write) != 0 && Marshal.GetLastPInvokeError() == ReadOnlyFileSystem;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadState(int directory, string path, int flags, uint mask, ref byte state);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();
}
