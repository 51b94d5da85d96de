using System.Text;
using Authz.Json;

namespace Authz.Tests.Json;

/// <summary>A string is read in blocks: what ends it may stand at any place of any of them.</summary>
public sealed class JsonStringTests
{
    private const int Longest = 140;

    [Theory]
    [InlineData("", false, true)]
    [InlineData("\\\"", true, true)]
    [InlineData("\\\\", true, true)]
    [InlineData("\\u00e9", true, true)]
    [InlineData("\u00e9", false, true)]
    [InlineData("\\x", false, false)]
    [InlineData("\\uD83D", false, false)]
    [InlineData("\n", false, false)]
    [InlineData("\u0000", false, false)]
    public void Finds_TheEnd_WhereverSomethingStands(string something, bool isEscaped, bool hasEnd)
    {
        for (int length = 0; length <= Longest; length++)
        {
            for (int place = 0; place <= length; place++)
            {
                string inside = new string('x', place) + something + new string('x', length - place);
                foreach (string behind in new[] { "", ",1]", new string('y', 40) + "\"" })
                {
                    int end = JsonString.EndOf(Encoding.UTF8.GetBytes("\"" + inside + "\"" + behind), 1, out bool found);

                    int expected = hasEnd ? 1 + Encoding.UTF8.GetByteCount(inside) : -1;
                    Assert.True((end, hasEnd && found) == (expected, isEscaped), $"{length} {place} {behind}: {end} {found}");
                }
            }
        }
    }

    [Fact]
    public void Finds_NoEnd_OfAStringThatIsCutShort()
    {
        for (int length = 0; length <= Longest; length++)
        {
            Assert.True(JsonString.EndOf(Encoding.UTF8.GetBytes("\"" + new string('x', length)), 1, out _) < 0);
        }
    }
}
