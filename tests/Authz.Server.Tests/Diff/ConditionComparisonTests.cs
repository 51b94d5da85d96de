using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class ConditionComparisonTests
{
    private const string Stricter = "Stricter";
    private const string Looser = "Looser";

    [Theory]
    [InlineData("one value less", "StringEquals c a b", "StringEquals c a", Stricter)]
    [InlineData("one value more", "StringEquals c a", "StringEquals c a b", Looser)]
    [InlineData("the values in another order", "StringEquals c a b", "StringEquals c b a", "")]
    [InlineData("one refused value less", "StringNotEquals c a b", "StringNotEquals c a", Looser)]
    [InlineData("one refused value more", "StringNotEquals c a", "StringNotEquals c a b", Stricter)]
    [InlineData("another value", "StringEquals c a", "StringEquals c b", Stricter + Looser)]
    [InlineData("another operator", "StringEquals c a", "StringLike c a", Stricter + Looser)]
    [InlineData("another key", "StringEquals c a", "StringEquals d a", Stricter + Looser)]
    [InlineData("also if missing", "StringEquals c a", "StringEqualsIfExists c a", Looser)]
    [InlineData("no longer if missing", "StringEqualsIfExists c a", "StringEquals c a", Stricter)]
    [InlineData("all to any", "ForAllValues:StringEquals c a", "ForAnyValue:StringEquals c a", Looser)]
    [InlineData("any to all", "ForAnyValue:StringEquals c a", "ForAllValues:StringEquals c a", Stricter)]
    [InlineData("one to any", "StringEquals c a", "ForAnyValue:StringEquals c a", Looser)]
    [InlineData("a variable more, which may be missing", "StringEquals c a", "StringEquals c a ${claims:v}", Stricter + Looser)]
    [InlineData("a variable less", "StringEquals c a ${claims:v}", "StringEquals c a", Stricter + Looser)]
    [InlineData("a value beside a variable", "StringEquals c ${claims:v}", "StringEquals c ${claims:v} a", Looser)]
    [InlineData("a term more", "StringEquals c a", "StringEquals c a; Bool d true", Stricter)]
    [InlineData("a term less", "StringEquals c a; Bool d true", "StringEquals c a", Looser)]
    [InlineData("a block more", "StringEquals c a", "StringEquals c a | Bool d true", Looser)]
    [InlineData("a block less", "StringEquals c a | Bool d true", "Bool d true", Stricter)]
    [InlineData("the blocks in another order", "StringEquals c a | Bool d true", "Bool d true | StringEquals c a", "")]
    [InlineData("a condition", "", "StringEquals c a", Stricter)]
    [InlineData("no condition", "StringEquals c a", "", Looser)]
    public void Tells_WhatAConditionChanges(string description, string before, string after, string expected)
    {
        List<AccessChange> changes = [];
        ConditionComparison.CompareRoutes(new() { Condition = Parse(before) }, new() { Condition = Parse(after) }, changes);

        Assert.True(expected == string.Concat(changes.Select(change => change.Kind)), description);
    }

    [Theory]
    [InlineData("a level more", "a", 60, "a b", 60, Looser)]
    [InlineData("a level less", "a b", 60, "a", 60, Stricter)]
    [InlineData("any level", "a", 60, "", 60, Looser)]
    [InlineData("older", "a", 60, "a", 61, Looser)]
    [InlineData("younger", "a", 60, "a", 59, Stricter)]
    [InlineData("of any age", "a", 60, "a", 0, Looser)]
    [InlineData("a level more, but younger", "a", 60, "a b", 59, Stricter + Looser)]
    [InlineData("the same in another order", "a b", 60, "b a", 60, "")]
    public void Tells_WhatAStepUpChanges(string description, string before, int age, string after, int otherAge, string expected)
    {
        List<AccessChange> changes = [];
        ConditionComparison.CompareRoutes(new() { StepUp = StepUp(before, age) }, new() { StepUp = StepUp(after, otherAge) }, changes);

        Assert.True(expected == string.Concat(changes.Select(change => change.Kind)), description);
    }

    private static StepUpDefinition StepUp(string values, int age) => new()
    {
        AcrValues = values.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        MaxAge = age == 0 ? null : TimeSpan.FromSeconds(age),
    };

    private static ConditionBlock[]? Parse(string text) => text.Length == 0
        ? null
        : [.. text.Split(" | ").Select(block => new ConditionBlock([.. block.Split("; ").Select(ParseTerm)]))];

    private static ConditionTerm ParseTerm(string text)
    {
        string[] words = text.Split(' ');
        return new ConditionTerm(words[0], "claims:" + words[1], words[2..]);
    }
}
