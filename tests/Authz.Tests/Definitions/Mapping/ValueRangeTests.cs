using Authz.Definitions.Mapping;

namespace Authz.Tests.Definitions.Mapping;

public sealed class ValueRangeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(60)]
    public void Accepts_BothEnds_AndWhatLiesBetween(double value) => Assert.Null(new ValueRange(1, 60, "The age").ProblemOf(value));

    [Theory]
    [InlineData(0.999)]
    [InlineData(60.001)]
    [InlineData(double.NaN)]
    public void Rejects_AnythingElse(double value) =>
        Assert.Equal(("The age is out of range.", "Write 1 to 60 seconds."), new ValueRange(1, 60, "The age").ProblemOf(value));

    [Fact]
    public void Names_TheNumber_WithoutASubject() =>
        Assert.Equal(("-2 is out of range.", "Write -1 to 60 seconds."), new ValueRange(-1, 60).ProblemOf(-2));

    [Fact]
    public void Names_Milliseconds() => Assert.Equal(
        "Write 50 to 100 milliseconds.", new ValueRange(50, 100) { IsMilliseconds = true }.ProblemOf(0)!.Value.Remedy);
}
