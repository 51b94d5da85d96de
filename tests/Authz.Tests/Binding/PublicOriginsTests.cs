using System.Text;
using Authz.Binding;

namespace Authz.Tests.Binding;

public sealed class PublicOriginsTests
{
    private static readonly PublicOrigins s_origins = new(["https://api.example.com", "http://[::1]:8080", "https://x.example:8443"]);

    [Theory]
    [InlineData("https://api.example.com/pets", "/pets")]
    [InlineData("https://api.example.com/pets", "/pets?a=b")]
    [InlineData("https://api.example.com/pets?c=d#e", "/pets?a=b")]
    [InlineData("HTTPS://API.Example.COM/pets", "/pets")]
    [InlineData("https://api.example.com:443/pets", "/pets")]
    [InlineData("https://api.example.com:/pets", "/pets")]
    [InlineData("https://api.example.com", "/")]
    [InlineData("https://api.example.com?x", "/")]
    [InlineData("https://x.example:8443/pets", "/pets")]
    [InlineData("http://[::1]:8080/pets", "/pets")]
    [InlineData("https://api.example.com/a/../pets", "/pets")]
    [InlineData("https://api.example.com/./pets", "/pets")]
    [InlineData("https://api.example.com/../pets", "/pets")]
    [InlineData("https://api.example.com/pets/.", "/pets/")]
    [InlineData("https://api.example.com/pets/a/..", "/pets/")]
    [InlineData("https://api.example.com/%70ets", "/pets")]
    [InlineData("https://api.example.com/~a", "/%7Ea")]
    [InlineData("https://api.example.com/%c3%a4", "/%C3%A4")]
    [InlineData("https://api.example.com/a%2Fb", "/a%2fb")]
    public void Accepts_TheSameUrl_AfterNormalization(string htu, string target) => Assert.True(IsFor(htu, target));

    [Theory]
    [InlineData("https://api.example.com/pets/", "/pets")]
    [InlineData("https://api.example.com/pets", "/pets/")]
    [InlineData("https://api.example.com/Pets", "/pets")]
    [InlineData("https://api.example.com//pets", "/pets")]
    [InlineData("https://api.example.com:80/pets", "/pets")]
    [InlineData("https://api.example.com:0443/pets", "/pets")]
    [InlineData("https://api.example.com:8443/pets", "/pets")]
    [InlineData("https://x.example/pets", "/pets")]
    [InlineData("http://api.example.com/pets", "/pets")]
    [InlineData("https://api.example.com./pets", "/pets")]
    [InlineData("https://api.example.com.evil.example/pets", "/pets")]
    [InlineData("https://user@api.example.com/pets", "/pets")]
    [InlineData("https://api.example.com@evil.example/pets", "/pets")]
    [InlineData("https:/api.example.com/pets", "/pets")]
    [InlineData("//api.example.com/pets", "/pets")]
    [InlineData("/pets", "/pets")]
    [InlineData("", "/")]
    [InlineData("https://", "/")]
    [InlineData("https:///pets", "/pets")]
    [InlineData(" https://api.example.com/pets", "/pets")]
    [InlineData("https://api.example.com/pets ", "/pets")]
    [InlineData("https://api.example.com\\pets", "/pets")]
    [InlineData("https://api.example.com/a\\pets", "/a/pets")]
    [InlineData("https://api.example.com/a%2Fb", "/a/b")]
    [InlineData("https://api.example.com/a%5Cb", "/a/b")]
    [InlineData("https://api.example.com/pets%", "/pets%")]
    [InlineData("https://api.example.com/pets%2", "/pets%2")]
    [InlineData("https://api.example.com/pets%zz", "/pets%zz")]
    [InlineData("https://api.example.com/%2570ets", "/pets")]
    [InlineData("https://api.example.com/pets/..", "/pets")]
    public void Rejects_AnotherUrl(string htu, string target) => Assert.False(IsFor(htu, target));

    [Theory]
    [InlineData("https://api.example.com", true)]
    [InlineData("http://localhost:5000", true)]
    [InlineData("https://[::1]:8443", true)]
    [InlineData("https://api.example.com/", false)]
    [InlineData("https://api.example.com:443", false)]
    [InlineData("https://API.example.com", false)]
    [InlineData("api.example.com", false)]
    [InlineData("ftp://api.example.com", false)]
    [InlineData("https://*.example.com", false)]
    [InlineData("https://user@api.example.com", false)]
    [InlineData("https://käse.example", false)]
    [InlineData("*", false)]
    [InlineData("", false)]
    public void Knows_AnOrigin_InItsOneSpelling(string text, bool isOrigin) => Assert.Equal(isOrigin, PublicOrigins.IsOrigin(text));

    private static bool IsFor(string htu, string target) => s_origins.IsFor(Encoding.UTF8.GetBytes(htu), target);
}
