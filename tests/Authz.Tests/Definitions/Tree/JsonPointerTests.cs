using Authz.Definitions.Tree;

namespace Authz.Tests.Definitions.Tree;

public sealed class JsonPointerTests
{
    [Theory]
    [InlineData("GET /a~b", "/GET ~1a~0b")]
    [InlineData("~1", "/~01")]
    [InlineData("", "/")]
    public void Serves_NamesThatRoundTrip(string name, string written)
    {
        Assert.Equal(written, JsonPointer.Append("", name));
        Assert.Equal([name], JsonPointer.Split(written));
    }

    [Fact]
    public void Cuts_NamesTooLongForARouteKey()
    {
        string name = new('n', 601);
        string cut = new string('n', 599) + "…";

        Assert.Equal($"/{name[1..]}", JsonPointer.Append("", name[1..]));
        Assert.Equal($"/{cut}", JsonPointer.Append("", name));
        Assert.Equal($"/{cut}", JsonPointer.Append("", cut));
        Assert.True(JsonPointer.IsCut(cut, name));
        Assert.False(JsonPointer.IsCut(cut, cut));
        Assert.False(JsonPointer.IsCut(cut, "m" + name));
        Assert.False(JsonPointer.IsCut(cut[1..], name));
    }

    [Fact]
    public void Serves_Indexes() => Assert.Equal("/a/12", JsonPointer.Append("/a", 12));
}
