using System.Buffers.Text;
using System.Text;
using Authz.Tokens;
using FsCheck.Xunit;

namespace Authz.Tests.Tokens;

public sealed class StrictBase64UrlTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Theory]
    [InlineData("RFC 4648 section 10, no bytes", "", "")]
    [InlineData("RFC 4648 section 10, one byte", "Zg", "66")]
    [InlineData("RFC 4648 section 10, two bytes", "Zm8", "666F")]
    [InlineData("RFC 4648 section 10, three bytes", "Zm9v", "666F6F")]
    [InlineData("RFC 7515 appendix C", "A-z_4ME", "03ECFFE0C1")]
    public void Accepts_TheVectorsOfTheRfcs(string description, string encoded, string expected)
    {
        Assert.True(TryDecode(encoded, out byte[] decoded), description);
        Assert.Equal(expected, Convert.ToHexString(decoded));
    }

    [Property(MaxTest = 1000)]
    public void Accepts_WhatThePlatformEncodes(byte[] bytes)
    {
        Assert.True(TryDecode(Base64Url.EncodeToString(bytes), out byte[] decoded));
        Assert.Equal(bytes, decoded);
    }

    [Property(MaxTest = 2000)]
    public void Accepts_OneSpellingOnly(byte[] picks)
    {
        string encoded = string.Concat(picks.Select(pick => Alphabet[pick % Alphabet.Length]));
        if (TryDecode(encoded, out byte[] decoded))
        {
            Assert.Equal(encoded, Base64Url.EncodeToString(decoded));
        }
    }

    [Fact]
    public void Rejects_EveryForeignByte_AtEveryPlace()
    {
        IEnumerable<byte> foreign = Enumerable.Range(0, 256).Select(value => (byte)value).Except(Encoding.ASCII.GetBytes(Alphabet));
        foreach (byte value in foreign)
        {
            for (int place = 0; place <= 8; place++)
            {
                byte[] inserted = [.. "QUJDREVG"u8[..place], value, .. "QUJDREVG"u8[place..]];
                Assert.False(TryDecode(inserted, out _), $"byte 0x{value:X2} inserted at {place}");

                byte[] replaced = "QUJDREVGRw"u8.ToArray();
                replaced[place] = value;
                Assert.False(TryDecode(replaced, out _), $"byte 0x{value:X2} in place of {place}");
            }
        }
    }

    [Theory]
    [InlineData("one padding character", "Zm8=")]
    [InlineData("two padding characters", "Zg==")]
    [InlineData("padding alone", "=")]
    [InlineData("padding for URLs, which the platform takes", "Zg%%")]
    [InlineData("white space, which the platform skips", "Zm 9v")]
    [InlineData("a length that no byte string has", "Zm9vZ")]
    [InlineData("one character", "Z")]
    public void Rejects_OtherSpellings(string description, string encoded) => Assert.False(TryDecode(encoded, out _), description);

    [Fact]
    public void Rejects_UnusedBits_ThatAreNotZero()
    {
        // RFC 4648 section 3.5: two characters carry 8 of 12 bits, three carry 16 of 18.
        Assert.Equal(256, Pairs().Count(pair => TryDecode(pair, out _)));
        Assert.Equal(64 * 1024, Pairs().Sum(pair => Alphabet.Count(last => TryDecode(pair + last, out _))));
    }

    [Fact]
    public void Rejects_ADestinationThatIsTooSmall() => Assert.False(StrictBase64Url.TryDecode("Zm9v"u8, new byte[2], out _));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(6, 4)]
    [InlineData(7, 5)]
    [InlineData(8, 6)]
    [InlineData(1366, 1024)]
    [InlineData(8192, 6144)]
    public void Knows_TheDecodedLength(int encodedLength, int expected) =>
        Assert.Equal(expected, StrictBase64Url.DecodedLength(encodedLength));

    private static IEnumerable<string> Pairs() => from first in Alphabet from second in Alphabet select $"{first}{second}";

    private static bool TryDecode(string encoded, out byte[] decoded) => TryDecode(Encoding.Latin1.GetBytes(encoded), out decoded);

    private static bool TryDecode(byte[] encoded, out byte[] decoded)
    {
        byte[] destination = new byte[StrictBase64Url.DecodedLength(encoded.Length)];
        bool isDecoded = StrictBase64Url.TryDecode(encoded, destination, out int written);
        decoded = isDecoded ? destination[..written] : [];
        return isDecoded;
    }
}
