using System.Globalization;
using FsCheck;
using FsCheck.Xunit;

namespace Authz.Tests.Conditions;

/// <summary>
/// Drawn conditions, tokens and requests, judged by the engine and by <see cref="IamReading"/>. <c>tests/conditions.sh</c> draws a million.
/// </summary>
public sealed class SecondReadingTests
{
    [Property(MaxTest = 2_000)]
    public void Judges_AsTheSecondReading(DoNotSize<int> seed) => Compare(seed.Item);

    [Fact]
    public void Judges_AsTheSecondReading_AsOftenAsAsked()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_CONDITIONS") ?? "2000", CultureInfo.InvariantCulture);
        int seed = int.Parse(Environment.GetEnvironmentVariable("AUTHZ_CONDITION_SEED") ?? "1", CultureInfo.InvariantCulture);
        int held = 0;
        for (int index = 0; index < count; index++)
        {
            held += Compare(unchecked((seed * 1_000_003) + index)) ? 1 : 0;
        }

        // Both verdicts are drawn often.
        Assert.InRange(held, count / 20, count - (count / 20));
    }

    private static bool Compare(int seed)
    {
        GeneratedCondition drawn = new(seed);
        bool expected = IamReading.Holds(drawn.Condition, drawn.ValueOf);
        bool actual = drawn.Judge();
        Assert.True(expected == actual, $"seed {seed}: {actual} instead of {expected}: {drawn}");
        return actual;
    }
}
