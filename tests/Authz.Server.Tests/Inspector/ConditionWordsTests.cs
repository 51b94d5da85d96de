using Authz.Server.Inspector;

namespace Authz.Server.Tests.Inspector;

public sealed class ConditionWordsTests
{
    [Theory]
    [InlineData("StringEquals claims:tenant ${request:path.tenant}", "claim tenant is the path's tenant")]
    [InlineData("StringEquals claims:a b c", "claim a is \"b\" or \"c\"")]
    [InlineData("StringNotEquals claims:a b c", "claim a is not \"b\" nor \"c\"")]
    [InlineData("StringEqualsIgnoreCase claims:a b", "claim a is \"b\" in any case")]
    [InlineData("ForAnyValue:StringLike claims:/realm/roles order-* admin", "one of claim /realm/roles is like \"order-*\" or \"admin\"")]
    [InlineData("ForAllValues:StringNotLike claims:a b*", "each of claim a is not like \"b*\"")]
    [InlineData("StringLike claims:a x-${claims:b}", "claim a is like \"x-${claims:b}\"")]
    [InlineData("StringEqualsIfExists request:header.X-Plan gold", "header X-Plan is \"gold\", if it is there")]
    [InlineData("NumericGreaterThanEquals claims:level 3", "claim level is at least 3")]
    [InlineData("NumericLessThan token:age ${claims:max}", "the token's age in seconds is less than claim max")]
    [InlineData("NumericNotEquals claims:level 3", "claim level is not 3")]
    [InlineData("DateLessThan context:requestTimeEpoch 2026-03-01T00:00:00Z", "the time is before 2026-03-01T00:00:00Z")]
    [InlineData("DateGreaterThanEquals claims:a 0", "claim a is not before 0")]
    [InlineData("Bool claims:admin true", "claim admin is true")]
    [InlineData("IpAddress context:identity.sourceIp 10.0.0.0/8 ::1", "the client's address is in 10.0.0.0/8 or ::1")]
    [InlineData("NotIpAddress context:identity.sourceIp 10.0.0.1", "the client's address is not in 10.0.0.1")]
    [InlineData("Null claims:act true", "claim act is missing")]
    [InlineData("Null request:querystring.q false", "query parameter q is there")]
    [InlineData("StringEquals token:typ at+jwt", "the token's type is \"at+jwt\"")]
    [InlineData("StringEquals claims:a b; Bool claims:c true", "claim a is \"b\" and claim c is true")]
    [InlineData("StringEquals claims:a b | Bool claims:c true", "claim a is \"b\"; or claim c is true")]
    public void Tells_Conditions(string condition, string expected) => Assert.Equal(expected, ConditionWords.Of(
        [.. condition.Split(" | ").Select(block => new ConditionBlock([.. block.Split("; ").Select(ParseTerm)]))]));

    [Theory]
    [InlineData("phr phrh", 300, "authenticated as phr or phrh in the last 300 s")]
    [InlineData("phr", null, "authenticated as phr")]
    [InlineData("", 60, "authenticated in the last 60 s")]
    public void Tells_StepUps(string values, int? age, string expected) => Assert.Equal(expected, ConditionWords.Of(new StepUpDefinition
    {
        AcrValues = values.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        MaxAge = age is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    }));

    private static ConditionTerm ParseTerm(string text)
    {
        string[] words = text.Split(' ');
        return new ConditionTerm(words[0], words[1], words[2..]);
    }
}
