using Authz.Targets;
using FsCheck.Xunit;

namespace Authz.Tests.Targets;

public sealed class CanonicalTargetTests
{
    private static readonly string[] s_pieces =
    [
        "a", "/", ".", "..", "%2F", "%2f", "%20", "%3A", "%25", "2E", "%2E", "%C3%A4", "%C0%AF", "%EF%BC%8F", ";", "?", "b", "/c", "%",
        "\\",
    ];

    [Theory]
    [InlineData("root", "/", "/", "")]
    [InlineData("segments", "/pets/1", "/pets/1", "")]
    [InlineData("trailing slash, which is a segment of its own", "/pets/", "/pets/", "")]
    [InlineData("query", "/pets?a=1&b=2", "/pets", "a=1&b=2")]
    [InlineData("empty query", "/pets?", "/pets", "")]
    [InlineData("question mark in the query", "/pets?a?b", "/pets", "a?b")]
    [InlineData("query with what a path may not have", "/pets?a=//..;%ZZ%00\\", "/pets", "a=//..;%ZZ%00\\")]
    [InlineData("every raw path character", "/-._~!$&'()*+,=:@aZ09", "/-._~!$&'()*+,=:@aZ09", "")]
    [InlineData("dots inside a segment", "/a..b/...", "/a..b/...", "")]
    [InlineData("dot at the start of a segment", "/.well-known/x", "/.well-known/x", "")]
    public void Accepts_PlainTargets(string description, string raw, string path, string query)
    {
        Assert.True(CanonicalTarget.TryRead(raw, out RequestTarget target), description);

        Assert.Equal(raw, target.Raw);
        Assert.Equal(path, target.Path.ToString());
        Assert.Equal(query, target.Query.ToString());
        Assert.False(target.HasEscapes, description);
        Assert.False(target.HasEncodedSlash, description);
    }

    [Theory]
    [InlineData("space", "/my%20pets", false)]
    [InlineData("two bytes", "/k%C3%A4tzchen", false)]
    [InlineData("four bytes", "/%F0%9F%90%88", false)]
    [InlineData("lower-case digits of an escape", "/k%c3%a4tzchen", false)]
    [InlineData("a delimiter that has no other spelling", "/a%3Fb%23c", false)]
    [InlineData("a percent sign", "/100%25", false)]
    [InlineData("a percent sign before one hexadecimal digit", "/100%25a", false)]
    [InlineData("a percent sign before a hexadecimal digit and a letter", "/100%25ag", false)]
    [InlineData("a percent sign before a letter and a hexadecimal digit", "/100%25ga", false)]
    [InlineData("a slash inside a segment", "/a%2Fb", true)]
    [InlineData("a slash inside a segment, lower case", "/a%2fb", true)]
    public void Accepts_Escapes(string description, string raw, bool hasEncodedSlash)
    {
        Assert.True(CanonicalTarget.TryRead(raw, out RequestTarget target), description);

        Assert.True(target.HasEscapes, description);
        Assert.Equal(hasEncodedSlash, target.HasEncodedSlash);
    }

    [Theory]
    [InlineData("null", null, nameof(TargetStatus.Missing))]
    [InlineData("asterisk form", "*", nameof(TargetStatus.NotOriginForm))]
    [InlineData("authority form", "example.com:443", nameof(TargetStatus.NotOriginForm))]
    [InlineData("absolute form, other case", "HTTP://example.com/", nameof(TargetStatus.NotOriginForm))]
    [InlineData("query only", "?a=1", nameof(TargetStatus.NotOriginForm))]
    [InlineData("network path", "//example.com/pets", nameof(TargetStatus.EmptySegment))]
    [InlineData("slashes alone", "//", nameof(TargetStatus.EmptySegment))]
    [InlineData("empty segment at the end", "/pets//", nameof(TargetStatus.EmptySegment))]
    [InlineData("empty segment before an encoded slash", "/pets/%2F1", nameof(TargetStatus.EmptySegment))]
    [InlineData("empty segment between encoded slashes", "/pets%2F%2f1", nameof(TargetStatus.EmptySegment))]
    [InlineData("empty segment after an encoded slash", "/pets%2F/1", nameof(TargetStatus.EmptySegment))]
    [InlineData("dot at the end", "/pets/.", nameof(TargetStatus.DotSegment))]
    [InlineData("two dots at the end", "/pets/..", nameof(TargetStatus.DotSegment))]
    [InlineData("dot before the query", "/pets/..?a", nameof(TargetStatus.DotSegment))]
    [InlineData("two dots before an encoded slash", "/pets/..%2Fadmin", nameof(TargetStatus.DotSegment))]
    [InlineData("two dots after an encoded slash", "/pets%2f..", nameof(TargetStatus.DotSegment))]
    [InlineData("dots that end in encoded spaces", "/pets/..%20%20/admin", nameof(TargetStatus.DotSegment))]
    [InlineData("dots after a legal escape", "/%20/../a", nameof(TargetStatus.DotSegment))]
    [InlineData("encoded dot", "/pets/%2E", nameof(TargetStatus.EncodedUnreserved))]
    [InlineData("encoded letter after another escape", "/a%20bc%41", nameof(TargetStatus.EncodedUnreserved))]
    [InlineData("one dot raw, one encoded", "/pets/.%2e/admin", nameof(TargetStatus.EncodedUnreserved))]
    [InlineData("backslash", "/pets\\..\\admin", nameof(TargetStatus.Backslash))]
    [InlineData("parameter on a dot segment", "/pets/..;/admin", nameof(TargetStatus.Semicolon))]
    [InlineData("line feed", "/pets%0AX-Admin:1", nameof(TargetStatus.Control))]
    [InlineData("delete", "/pets%7F", nameof(TargetStatus.Control))]
    [InlineData("next line, a C1 control", "/pets%C2%85", nameof(TargetStatus.Control))]
    [InlineData("percent at the end", "/pets%", nameof(TargetStatus.BadEscape))]
    [InlineData("one digit", "/pets%4", nameof(TargetStatus.BadEscape))]
    [InlineData("a sign for a digit", "/pets%+1", nameof(TargetStatus.BadEscape))]
    [InlineData("a space for a digit", "/pets% 1", nameof(TargetStatus.BadEscape))]
    [InlineData("double encoding, lower case", "/pets%252e", nameof(TargetStatus.DoubleEncoding))]
    [InlineData("lone continuation byte", "/pets%80", nameof(TargetStatus.BadUtf8))]
    [InlineData("truncated character", "/pets%C3", nameof(TargetStatus.BadUtf8))]
    [InlineData("truncated character before a plain one", "/pets%C3a", nameof(TargetStatus.BadUtf8))]
    [InlineData("overlong slash, three bytes", "/pets%E0%80%AF", nameof(TargetStatus.BadUtf8))]
    [InlineData("surrogate", "/pets%ED%A0%80", nameof(TargetStatus.BadUtf8))]
    [InlineData("above U+10FFFF", "/pets%F4%90%80%80", nameof(TargetStatus.BadUtf8))]
    [InlineData("fullwidth solidus", "/pets%EF%BC%8Fadmin", nameof(TargetStatus.CompatibilityForm))]
    [InlineData("two dot leader", "/pets/%E2%80%A5/admin", nameof(TargetStatus.CompatibilityForm))]
    [InlineData("space in the query", "/pets?a b", nameof(TargetStatus.Space))]
    [InlineData("line feed in the query", "/pets?a\nb", nameof(TargetStatus.Control))]
    [InlineData("delete in the query", "/pets?a\u007Fb", nameof(TargetStatus.Control))]
    [InlineData("non-ASCII in the query", "/pets?ä", nameof(TargetStatus.NonAscii))]
    [InlineData("fragment in the query", "/pets?a#b", nameof(TargetStatus.Fragment))]
    [InlineData("lone surrogate", "/pets\uD800", nameof(TargetStatus.NonAscii))]
    public void Rejects_AmbiguousTargets(string description, string? raw, string status)
    {
        Assert.Equal((description, status), (description, CanonicalTarget.Read(raw, out RequestTarget target).ToString()));

        Assert.Null(target.Raw);
        Assert.True(target.Path.IsEmpty);
        Assert.True(target.Query.IsEmpty);
    }

    [Property(MaxTest = 5000)]
    public void Accepts_OnlyWhatHasOneReading(byte[] picks)
    {
        string raw = "/" + string.Concat(picks.Select(pick => s_pieces[pick % s_pieces.Length]));
        if (CanonicalTarget.TryRead(raw, out RequestTarget target))
        {
            string path = target.Path.ToString();
            string decoded = Uri.UnescapeDataString(path);
            Assert.Equal(path, new Uri("http://host" + path).AbsolutePath);
            Assert.Equal(decoded.Count(c => c == '/') > path.Count(c => c == '/'), target.HasEncodedSlash);
            Assert.DoesNotContain(decoded.Split('/'), segment => segment is "." or "..");
            Assert.DoesNotContain("//", decoded, StringComparison.Ordinal);
            Assert.Equal(decoded, Uri.UnescapeDataString(decoded));
        }
    }

    [Property(MaxTest = 5000)]
    public void Rejects_ArbitraryText_WithoutThrowing(string? text) =>
        Assert.Equal(CanonicalTarget.TryRead(text, out RequestTarget target), target.Raw is not null);

    [Fact]
    public void Accepts_WithoutAllocation()
    {
        string[] targets = ["/pets/1?a=1", "/k%C3%A4tzchen/a%2Fb", "/pets/..%2Fadmin", "/pets%EF%BC%8F", "/pets%G1", "*"];

        Assert.Equal(0, AllocatedBytes.Of(ReadAll));

        void ReadAll()
        {
            foreach (string raw in targets)
            {
                CanonicalTarget.TryRead(raw, out _);
            }
        }
    }
}
