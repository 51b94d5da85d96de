using System.Text;
using Authz.Remembering;
using FsCheck.Xunit;

namespace Authz.Tests.Remembering;

public sealed class AsciiTextTests
{
    // Every length around the sizes of blocks, and in each text every place.
    [Fact]
    public void Tells_EveryPlaceApart()
    {
        for (int length = 0; length <= 200; length++)
        {
            string text = string.Concat(Enumerable.Range(0, length).Select(index => (char)('!' + (index % 90))));
            byte[] ascii = Encoding.ASCII.GetBytes(text);
            Assert.True(AsciiText.AreEqual(ascii, text));
            Assert.False(AsciiText.AreEqual(ascii, text + "x"));
            for (int place = 0; place < length; place++)
            {
                char[] other = text.ToCharArray();

                // The same in its low byte: no character of a token is so.
                other[place] += (char)0x100;
                Assert.False(AsciiText.AreEqual(ascii, other));
                other[place] = (char)(text[place] ^ 1);
                Assert.False(AsciiText.AreEqual(ascii, other));
            }
        }
    }

    [Property(MaxTest = 500)]
    public void Agrees_WithThePlatform(FsCheck.NonNull<string> one, FsCheck.NonNull<string> two, byte repeats)
    {
        string second = two.Get;
        string text = string.Concat(Enumerable.Repeat(one.Get, repeats % 20));
        byte[] ascii = Encoding.ASCII.GetBytes(text);
        foreach (string other in (string[])[text, second, text + second, second + text])
        {
            bool isAscii = Ascii.IsValid(ascii) && Ascii.IsValid(other);
            Assert.Equal(isAscii && Ascii.Equals(ascii, other), isAscii && AsciiText.AreEqual(ascii, other));
            Assert.False(!Ascii.IsValid(other) && AsciiText.AreEqual(ascii, other));
        }
    }
}
