using Authz.Explaining;

namespace Authz.Tests.Explaining;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("plain", "pets:read ä", "pets:read ä")]
    [InlineData("a line break", "a\r\nb", @"a\u000D\u000Ab")]
    [InlineData("a direction mark", "\u202Egpj", @"\u202Egpj")]
    [InlineData("line separators", "\u2028\u2029", @"\u2028\u2029")]
    [InlineData("private use and unassigned", "\uE000\uFFFF", @"\uE000\uFFFF")]
    [InlineData("beyond the first plane", "\U0001F600\U000E0001", @"😀\uE0001")]
    public void Shows_EveryCharacter(string description, string value, string expected) =>
        Assert.Equal((description, $"'{expected}'"), (description, ValueText.Quote(value)));

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void Cuts_TextLongerThan200Characters(int length, bool isCut) =>
        Assert.Equal(new string('a', 200) + (isCut ? "…" : ""), ValueText.Visible(new string('a', length)));

    [Theory]
    [InlineData(1, "'0'")]
    [InlineData(12, "'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11'")]
    [InlineData(14, "'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11' and 2 more")]
    public void Lists_TheFirstTwelve(int count, string expected) =>
        Assert.Equal(expected, ValueText.List([.. Enumerable.Range(0, count).Select(index => $"{index}")]));

    [Theory]
    [InlineData(60, "1970-01-01T00:01:00Z (in 10 s)")]
    [InlineData(50, "1970-01-01T00:00:50Z (0 s ago)")]
    [InlineData(0, "1970-01-01T00:00:00Z (50 s ago)")]
    public void Shows_TheDistanceOfATimeFromNow(long seconds, string expected) => Assert.Equal(expected, ValueText.Time(seconds, now: 50));
}
