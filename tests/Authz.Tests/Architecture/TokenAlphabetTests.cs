namespace Authz.Tests.Architecture;

/// <summary>The alphabet of RFC 9110's tokens stands once, whatever the order of its letters.</summary>
public sealed class TokenAlphabetTests
{
    [Fact]
    public void Accepts_TheAlphabetInOneFile() => Assert.Equal(["Authz/RfcText.cs"], SourceFiles.With("!#$%&'*+-.^_`|~"));
}
