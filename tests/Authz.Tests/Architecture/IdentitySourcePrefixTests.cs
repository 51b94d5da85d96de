namespace Authz.Tests.Architecture;

/// <summary>Whoever needs the form of an identity source asks <see cref="IdentitySource"/>: a copy of its prefixes would drift.</summary>
public sealed class IdentitySourcePrefixTests
{
    [Theory]
    [InlineData(IdentitySource.HeaderPrefix)]
    [InlineData(IdentitySource.QueryStringPrefix)]
    public void Accepts_ThePrefixInOneFile(string prefix) =>
        Assert.Equal(["Authz/IdentitySource.cs"], SourceFiles.With(prefix));
}
