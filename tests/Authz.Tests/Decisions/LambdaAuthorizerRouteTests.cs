namespace Authz.Tests.Decisions;

public sealed class LambdaAuthorizerRouteTests
{
    private static readonly ApiDefinition s_definition = new ApiDefinitionBuilder()
        .AddLambdaAuthorizer("gate", new LambdaAuthorizerDefinition { AuthorizerUri = "gate" })
        .AddRoute("GET /reports/{id}", "gate")
        .AddOpenRoute("GET /health")
        .Build();

    [Fact]
    public void Rejects_TheDefinition_InAHostThatRunsNoFunctions()
    {
        ApiDefinitionException exception = Assert.Throws<ApiDefinitionException>(() => new ApiAuthorizer(s_definition));

        DefinitionProblem problem = Assert.Single(exception.Problems);
        Assert.Equal(("/routes/GET ~1reports~1{id}/authorizer", "not_supported"), (problem.Path, problem.Code));
        Assert.Equal("'gate' is a Lambda authorizer, which this host does not run.", problem.Message);
    }

    [Fact]
    public void Rejects_AsUndecided_RoutesThatAFunctionDecides()
    {
        using ApiAuthorizer authorizer = new(s_definition, new ApiAuthorizerOptions { RunsLambdaAuthorizers = true });

        AuthorizationDecision decision = authorizer.Authorize(new("GET", "/reports/7", HeaderSource.Authorization("Bearer anything")));

        Assert.False(decision.IsAllowed);
        Assert.Equal((RefusalReason.Undecided, AuthorizationOutcome.Unavailable), (decision.Reason, decision.Outcome));
        Assert.Equal(
            ("GET /reports/{id}", "gate", "7"),
            (decision.RouteKey, decision.Route!.Definition.Authorizer, decision.PathParameters["id"]));
        Assert.True(authorizer.Authorize(new("GET", "/health", default)).IsAllowed);
    }
}
