namespace Authz.Tests;

public sealed class AuthorizationOutcomeExtensionsTests
{
    [Theory]
    [InlineData(AuthorizationOutcome.Unavailable, "unavailable", 503, "Service Unavailable")]
    [InlineData(AuthorizationOutcome.BadRequest, "bad_request", 400, "Bad Request")]
    [InlineData(AuthorizationOutcome.Unauthorized, "unauthorized", 401, "Unauthorized")]
    [InlineData(AuthorizationOutcome.Forbidden, "forbidden", 403, "Forbidden")]
    [InlineData(AuthorizationOutcome.NotFound, "not_found", 404, "Not Found")]
    [InlineData(AuthorizationOutcome.Allowed, "allowed", 200, null)]
    public void Gives_EachOutcome_ItsCodeStatusAndWords(AuthorizationOutcome outcome, string code, int status, string? message) =>
        Assert.Equal((code, status, message), (outcome.ToCode(), outcome.ToStatusCode(), outcome.ToMessage()));

    [Fact]
    public void Rejects_AValueOutsideTheEnumAsUnavailable() =>
        Assert.Equal(("unavailable", 503), (((AuthorizationOutcome)200).ToCode(), ((AuthorizationOutcome)200).ToStatusCode()));
}
