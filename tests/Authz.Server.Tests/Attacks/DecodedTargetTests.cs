using System.Globalization;
using System.Text;
using Authz.Server.Gateway.Requests;
using Authz.Targets;

namespace Authz.Server.Tests.Attacks;

/// <summary>
/// A route for <c>/f/admin</c> beside one for <c>/f/{slug}</c>: whoever reads the path again, as text or as a URL, must find the route
/// that was judged.
/// </summary>
public sealed class DecodedTargetTests
{
    private static readonly string[] s_octets =
        [.. Enumerable.Range(0, 256).Select(code => "%" + code.ToString("X2", CultureInfo.InvariantCulture))];

    // Two octets and three that are one character; the last ones are trimmed, dropped or normalized by some programs.
    private static readonly string[] s_characters =
    [
        .. Enumerable.Range(0x80, 0x780).Select(code => Escape(new Rune(code))),
        .. ((int[])[0x0301, 0x1100, 0x1161, 0x1680, 0x2003, 0x200B, 0x200E, 0x2028, 0x2029, 0x202E, 0x2060, 0x212B, 0x3000, 0xD7FF,
            0xE000, 0xFE0F, 0xFEFF, 0xFFFD, 0xFFFE, 0x1F60A, 0xE0001, 0x10FFFF]).Select(code => Escape(new Rune(code))),
    ];

    private static readonly string[] s_frames =
    [
        "/f/{0}admin", "/f/ad{0}min", "/f/admin{0}", "/f/admin{0}x=1", "/f/admin{0}{0}", "/f/{0}", "/f/admin/{0}", "/f/admin{0}/", "/{0}/admin",
        "/f/x{0}../admin", "/f/%25{0}admin", "/f/admin%20{0}", "/f/e{0}", "/f/admin%2F{0}", "/f/x%2F{0}admin",
    ];

    /// <summary>Every target that the engine takes and that has an octet or a character somewhere in it.</summary>
    public static IEnumerable<string> Targets =>
        from frame in s_frames
        from escape in s_octets.Concat(s_octets.Select(octet => "%25" + octet[1..])).Concat(s_characters)
        let target = frame.Replace("{0}", escape, StringComparison.Ordinal)
        where CanonicalTarget.TryRead(target, out _)
        select target;

    [Fact]
    public void Keeps_ThePathThatWasJudged_ForProgramsThatReadAUrl()
    {
        Assert.True(Targets.Count() > 10_000);
        foreach (string target in Targets)
        {
            string readable = ReadablePath.Decode(target);
            string expected = Uri.UnescapeDataString(target);

            UrlReading url = UrlReading.Of(readable);
            Uri uri = new("http://host" + readable);
            Assert.Equal((target, expected, "", ""), (target, Uri.UnescapeDataString(url.Path), url.Query, url.Fragment));
            Assert.Equal((target, expected, "", ""), (target, Uri.UnescapeDataString(uri.AbsolutePath), uri.Query, uri.Fragment));
            Assert.Equal(SlashesOf(target), SlashesOf(url.Path));
            Assert.Equal(SlashesOf(target), SlashesOf(uri.AbsolutePath));
        }
    }

    [Fact]
    public void Keeps_ThePathThatWasJudged_ForProgramsThatDecodeAgain()
    {
        foreach (string target in Targets)
        {
            string readable = ReadablePath.Decode(target);

            Assert.Equal((target, Uri.UnescapeDataString(target)), (target, Uri.UnescapeDataString(readable)));
            Assert.Equal(SlashesOf(target), SlashesOf(readable));
            Assert.True(target == "/f/admin" || readable.Trim() != "/f/admin", target);
        }
    }

    [Theory]
    [InlineData("/a/b.c~d", "/a/b.c~d")]
    [InlineData("/Summer%20Sale", "/Summer Sale")]
    [InlineData("/%E2%98%95%20Coffee/%F0%9F%98%8A", "/☕ Coffee/😊")]
    [InlineData("/%40%2a%7B", "/@*{")]
    [InlineData("/admin%3fx%23y%25z", "/admin%3Fx%23y%25z")]
    [InlineData("/a%2fb", "/a%2Fb")]
    [InlineData("/%20admin%20%20/%20", "/%20admin%20%20/%20")]
    [InlineData("/a%5C%3b%2E%00%7f%C2%A0", "/a%5C%3B%2E%00%7F%C2%A0")]
    [InlineData("/broken%G1%C0%AF%", "/broken%G1%C0%AF%")]
    public void Decodes_WhatNoProgramTreatsSpecially(string path, string expected) => Assert.Equal(expected, ReadablePath.Decode(path));

    private static int SlashesOf(string path) => path.Count(character => character == '/');

    private static string Escape(Rune rune) =>
        string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(code => "%" + code.ToString("X2", CultureInfo.InvariantCulture)));
}
