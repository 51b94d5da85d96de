using Authz.Definitions;

namespace Authz.Tests.Definitions;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("GET /a~b", "/GET ~1a~0b")]
    [InlineData("~1", "/~01")]
    [InlineData("", "/")]
    public void Serves_NamesThatComeBackAsTheyWere(string name, string written)
    {
        Assert.Equal(written, JsonPointer.Append("", name));
        Assert.Equal([name], JsonPointer.Split(written));
    }

    [Fact]
    public void Serves_Indexes() => Assert.Equal("/a/12", JsonPointer.Append("/a", 12));
}
