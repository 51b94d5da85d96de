using StackExchange.Redis;

namespace Authz.Redis.Tests;

public sealed class RedisUrlTests
{
    [Theory]
    [InlineData("redis://a:1", "redis://a:1")]
    [InlineData("redis://a", "redis://a:6379")]
    [InlineData("rediss://a:1/", "rediss://a:1")]
    [InlineData("redis://a:1,b:2", "redis://a:1,b:2")]
    [InlineData("redis://a,b:2?sentinel=m", "redis://a:26379,b:2?sentinel=m")]
    public void Reads_AStore(string url, string expected) => Assert.Equal(expected, RedisUrl.Describe(RedisUrl.Parse(url)));

    [Theory]
    [InlineData("")]
    [InlineData("a:1")]
    [InlineData("http://a:1")]
    [InlineData("redis://")]
    [InlineData("redis://a:x")]
    [InlineData("redis://a:1/0")]
    [InlineData("redis://user:password@a:1")]
    [InlineData("redis://a:1?db=1")]
    [InlineData("redis://a:1?sentinel=")]
    public void Refuses_AnythingElse(string url) => Assert.Throws<FormatException>(() => RedisUrl.Parse(url));

    [Fact]
    public void Encrypts_WhereTheUrlSaysSo()
    {
        ConfigurationOptions options = RedisUrl.Parse("rediss://a:1");
        Assert.True(options.Ssl);
        Assert.Equal(BacklogPolicy.FailFast, options.BacklogPolicy);
    }
}
