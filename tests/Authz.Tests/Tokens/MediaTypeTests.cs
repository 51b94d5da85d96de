using System.Text;
using Authz.Tokens;

namespace Authz.Tests.Tokens;

public sealed class MediaTypeTests
{
    [Theory]
    [InlineData("as written", "at+jwt", "at+jwt")]
    [InlineData("other case", "AT+JWT", "at+jwt")]
    [InlineData("with the prefix", "application/at+jwt", "at+jwt")]
    [InlineData("with the prefix in another case", "Application/AT+jwt", "at+jwt")]
    public void Accepts_EverySpellingOfRfc7515Section419(string description, string value, string expected) =>
        Assert.True(Names(value, expected), description);

    [Theory]
    [InlineData("nothing", "", "at+jwt")]
    [InlineData("nothing where nothing is expected", "", "")]
    [InlineData("prefix where nothing is expected", "application/", "")]
    [InlineData("another type", "JWT", "at+jwt")]
    [InlineData("prefix alone", "application/", "at+jwt")]
    [InlineData("prefix twice", "application/application/at+jwt", "at+jwt")]
    [InlineData("another top-level type", "text/at+jwt", "at+jwt")]
    [InlineData("as long as the prefix", "applicatiox/at+jwt", "at+jwt")]
    [InlineData("beginning alone", "at+jw", "at+jwt")]
    [InlineData("longer", "at+jwtx", "at+jwt")]
    [InlineData("white space", " at+jwt", "at+jwt")]
    [InlineData("parameter", "at+jwt;v=1", "at+jwt")]
    [InlineData("dotless i", "d\u0131d+jwt", "did+jwt")]
    [InlineData("Kelvin sign for a K", "\u212A", "K")]
    public void Rejects_OtherTypes(string description, string value, string expected) => Assert.False(Names(value, expected), description);

    private static bool Names(string value, string expected) =>
        MediaType.Names(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(expected));
}
