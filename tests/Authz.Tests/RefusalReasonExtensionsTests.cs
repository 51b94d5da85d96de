namespace Authz.Tests;

public sealed class RefusalReasonExtensionsTests
{
    [Fact]
    public void Gives_EachReason_ItsOwnCode()
    {
        string[] codes = [.. Enum.GetValues<RefusalReason>().Select(reason => reason.ToCode())];

        Assert.Equal(codes.Length, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Enum.GetValues<RefusalReason>(), reason =>
            Assert.Equal(
                reason.ToString(), string.Concat(reason.ToCode().Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]))));
    }

    [Fact]
    public void Gives_NoReason_TheOutcomeAllowed() =>
        Assert.All(Enum.GetValues<RefusalReason>(), reason => Assert.NotEqual(AuthorizationOutcome.Allowed, reason.ToOutcome()));

    [Theory]
    [InlineData(RefusalReason.TargetAmbiguous, AuthorizationOutcome.BadRequest)]
    [InlineData(RefusalReason.RouteNotFound, AuthorizationOutcome.NotFound)]
    [InlineData(RefusalReason.TokenExpired, AuthorizationOutcome.Unauthorized)]
    [InlineData(RefusalReason.ScopeMissing, AuthorizationOutcome.Forbidden)]
    [InlineData(RefusalReason.KeysUnavailable, AuthorizationOutcome.Unavailable)]
    [InlineData((RefusalReason)200, AuthorizationOutcome.Unavailable)]
    public void Gives_AReason_ItsOutcome(RefusalReason reason, AuthorizationOutcome outcome) => Assert.Equal(outcome, reason.ToOutcome());

    [Fact]
    public void Rejects_AValueOutsideTheEnumAsUndecided() => Assert.Equal("undecided", ((RefusalReason)200).ToCode());
}
