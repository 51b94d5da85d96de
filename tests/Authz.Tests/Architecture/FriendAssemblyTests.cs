namespace Authz.Tests.Architecture;

/// <summary>
/// A published library uses the public API of the others alone. Packages are upgraded one at a time: one that is compiled against internals
/// fails with a MissingMethodException beside another version.
/// </summary>
public sealed class FriendAssemblyTests
{
    public static TheoryData<string> Projects => [.. SourceProjects.All];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Rejects_ALibraryAsFriend(string project)
    {
        IEnumerable<string> libraries = SourceProjects.All.Except(SourceProjects.Programs);

        Assert.Empty(SourceProjects.Items(project, "InternalsVisibleTo").Intersect(libraries));
    }

    [Fact]
    public void Accepts_FriendsInProjectFilesAlone() => Assert.Empty(SourceFiles.With("InternalsVisibleTo"));

    [Fact]
    public void Finds_TheFriendsOfTheEngine() => Assert.Contains("Authz.Tests", SourceProjects.Items("Authz", "InternalsVisibleTo"));
}
