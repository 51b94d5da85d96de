namespace Authz.Tests;

public sealed class AuthorizationOutcomeExtensionsTests
{
    [Theory]
    [InlineData(AuthorizationOutcome.Unavailable, "unavailable", 503)]
    [InlineData(AuthorizationOutcome.BadRequest, "bad_request", 400)]
    [InlineData(AuthorizationOutcome.Unauthorized, "unauthorized", 401)]
    [InlineData(AuthorizationOutcome.Forbidden, "forbidden", 403)]
    [InlineData(AuthorizationOutcome.NotFound, "not_found", 404)]
    [InlineData(AuthorizationOutcome.Allowed, "allowed", 200)]
    public void Gives_EachOutcome_ItsCodeAndStatus(AuthorizationOutcome outcome, string code, int status) =>
        Assert.Equal((code, status), (outcome.ToCode(), outcome.ToStatusCode()));

    [Fact]
    public void Rejects_AValueOutsideTheEnumAsUnavailable() =>
        Assert.Equal(("unavailable", 503), (((AuthorizationOutcome)200).ToCode(), ((AuthorizationOutcome)200).ToStatusCode()));
}
