using System.Text;

namespace Authz.Tests.Sharing;

public sealed class FleetSecretTests
{
    private const string First = "the first secret, which is long enough";
    private const string Second = "the second secret, which is long enough";

    [Fact]
    public void Opens_WhatItHasSealed_AndNothingElse()
    {
        FleetSecret secret = FleetSecret.Parse(First);
        byte[] message = secret.Seal("body"u8);

        Assert.True(secret.TryOpen(message, out ReadOnlySpan<byte> body));
        Assert.Equal("body", Encoding.UTF8.GetString(body));
        for (int bit = 0; bit < message.Length * 8; bit++)
        {
            byte[] changed = [.. message];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(secret.TryOpen(changed, out _));
        }

        for (int length = 0; length < message.Length; length++)
        {
            Assert.False(secret.TryOpen(message.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Opens_WhatAnOlderSecretHasSealed()
    {
        byte[] old = FleetSecret.Parse(First).Seal("body"u8);
        Assert.True(FleetSecret.Parse($"{Second}\r\n{First}\n").TryOpen(old, out _));
        Assert.False(FleetSecret.Parse(Second).TryOpen(old, out _));
        Assert.True(FleetSecret.Parse(Second).IsForeign(old));
        Assert.False(FleetSecret.Parse(First).IsForeign(old));
    }

    [Theory]
    [InlineData("", "1 to 8 lines")]
    [InlineData("\n \n", "1 to 8 lines")]
    [InlineData("short", "Line 1 of the fleet secret has fewer than 32")]
    [InlineData(First + "\nshort", "Line 2")]
    public void Refuses_WhatIsNoSecret(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => FleetSecret.Parse(text)).Message, StringComparison.Ordinal);
}
