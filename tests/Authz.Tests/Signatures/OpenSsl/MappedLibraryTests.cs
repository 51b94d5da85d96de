using Authz.Signatures.OpenSsl;

namespace Authz.Tests.Signatures.OpenSsl;

public sealed class MappedLibraryTests
{
    private const string Program = "55d0c0a00000-55d0c0a01000 r--p 00000000 fe:00 77          /usr/bin/dotnet";
    private const string First = "7f00a0000000-7f00a0010000 r--p 00000000 fe:00 1234        /usr/lib/x86_64-linux-gnu/libcrypto.so.3";
    private const string Second = "7f00a0010000-7f00a0300000 r-xp 00010000 fe:00 1234        /usr/lib/x86_64-linux-gnu/libcrypto.so.3";
    private const string Other = "7f00b0000000-7f00b0010000 r--p 00000000 fe:00 9999        /opt/other/libcrypto.so.3";
    private const string Heap = "55d0c1000000-55d0c1100000 rw-p 00000000 00:00 0           [heap]";
    private const string Nameless = "7f00c0000000-7f00c0010000 rw-p 00000000 00:00 0 ";

    [Fact]
    public void Finds_ALibraryThatIsMappedInParts() =>
        Assert.Equal(
            new MappedLibrary("fe:00 1234", "/usr/lib/x86_64-linux-gnu/libcrypto.so.3"), Find(Heap, Program, First, Nameless, Second));

    [Fact]
    public void Finds_APathWithSpaces() =>
        Assert.Equal("/opt/my app/libcrypto.so.3", Find(First.Replace("/usr/lib/x86_64-linux-gnu", "/opt/my app", StringComparison.Ordinal))?.Path);

    [Fact]
    public void Refuses_TwoLibraries() => Assert.Null(Find(First, Other, Second));

    [Fact]
    public void Refuses_TwoFilesAtOnePath() =>
        Assert.Null(Find(First, First.Replace("1234", "1235", StringComparison.Ordinal)));

    [Fact]
    public void Refuses_ALibraryThatWasReplaced() => Assert.Null(Find(First + " (deleted)", Second + " (deleted)"));

    [Fact]
    public void Refuses_NoLibrary() => Assert.Null(Find(Heap, Program, Nameless, "garbage", "/libcrypto.so.3", string.Empty));

    [Fact]
    public void Ignores_AFolderOfThatName() =>
        Assert.Null(Find("7f00b0000000-7f00b0010000 r--p 00000000 fe:00 9999        /opt/libcrypto/libother.so"));

    private static MappedLibrary? Find(params string[] maps) => MappedLibrary.FindOnly("libcrypto", maps);
}
