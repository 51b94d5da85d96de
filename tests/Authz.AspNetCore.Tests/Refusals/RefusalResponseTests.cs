using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Authz.AspNetCore.Tests.Refusals;

public sealed class RefusalResponseTests
{
    [Theory]
    [InlineData("first", 200, 401, 401, "Bearer")]
    [InlineData("after one that is unavailable", 503, 401, 503, "")]
    [InlineData("unavailable after another", 401, 503, 503, "")]
    public void Writes_NoChallenge_WhereASchemeIsUnavailable(string description, int before, int refused, int status, string challenge)
    {
        HttpResponse response = new DefaultHttpContext().Response;
        response.StatusCode = before;

        new RefusalResponse(refused, "") { Challenge = refused == 401 ? "Bearer" : null }.WriteHead(response);

        Assert.Equal((description, status, challenge), (description, response.StatusCode, response.Headers.WWWAuthenticate.ToString()));
    }

    [Fact]
    public void Rejects_WithTheSecondsToWait_RoundedUp()
    {
        HttpResponse response = new DefaultHttpContext().Response;

        (RefusalResponse.Of(AuthorizationOutcome.Unavailable) with { RetryAfter = TimeSpan.FromSeconds(1.2) }).WriteHead(response);

        Assert.Equal((503, "2"), (response.StatusCode, response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public void Names_TheReason_InProblemDetails()
    {
        ProblemDetails problem = RefusalResponse.NotFound.ToProblemDetails(404);

        Assert.Equal((404, "Not Found", "route_not_found"), (problem.Status, problem.Title, problem.Extensions["reason"]));
        Assert.Empty(RefusalResponse.Of(AuthorizationOutcome.Forbidden).ToProblemDetails(403).Extensions);
    }
}
