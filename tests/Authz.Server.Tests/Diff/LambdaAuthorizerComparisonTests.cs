using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class LambdaAuthorizerComparisonTests
{
    [Fact]
    public void Finds_NoChange_InTheSameAuthorizer() => Assert.Empty(DefinitionDiff.Compare(Gated(), Gated()));

    [Fact]
    public void Reports_ThatAFunctionMayAllowMore()
    {
        ApiDefinition before = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", "https://id.example.com/", "api").AddRoute("GET /pets", "idp").Build();

        Assert.Equal([AccessChangeKind.Looser, AccessChangeKind.Stricter], Kinds(before, Gated()));
        Assert.Equal([AccessChangeKind.Looser, AccessChangeKind.Stricter], Kinds(Gated(), before));
    }

    [Fact]
    public void Reports_ThatAnotherFunctionMayAllowMore() =>
        Assert.Equal(
            [AccessChangeKind.Looser, AccessChangeKind.Stricter],
            Kinds(Gated(), Gated(authorizer => authorizer with { AuthorizerUri = "b" })));

    [Fact]
    public void Reports_ThatAnotherCacheKeyMayAllowMore() => Assert.Equal(
        [AccessChangeKind.Looser, AccessChangeKind.Stricter],
        Kinds(Gated(), Gated(authorizer => authorizer with { IdentitySource = ["$request.header.A"] })));

    [Fact]
    public void Reports_AnOpenedRouteOfAFunction()
    {
        ApiDefinition open = new ApiDefinitionBuilder().AddOpenRoute("GET /pets").Build();

        Assert.Equal([AccessChangeKind.Opened], Kinds(Gated(), open));
        Assert.Equal([AccessChangeKind.Closed], Kinds(open, Gated()));
    }

    [Fact]
    public void Reports_AChangedVariableOfTheAuthorizer()
    {
        ApiDefinition before = Staged("gate");

        Assert.Empty(DefinitionDiff.Compare(before, Staged("gate")));
        AccessChange change = Assert.Single(DefinitionDiff.Compare(before, Staged("other")));
        Assert.Equal((AccessChangeKind.Looser, "the variables of 'dev', on which authorizers depend, differ"), (change.Kind, change.Text));
    }

    private static AccessChangeKind[] Kinds(ApiDefinition before, ApiDefinition after) =>
        [.. DefinitionDiff.Compare(before, after).Select(change => change.Kind)];

    private static ApiDefinition Gated(Func<LambdaAuthorizerDefinition, LambdaAuthorizerDefinition>? change = null)
    {
        LambdaAuthorizerDefinition gate = new() { AuthorizerUri = "gate", IdentitySource = ["$request.header.Authorization"] };
        return new ApiDefinitionBuilder().AddLambdaAuthorizer("gate", change?.Invoke(gate) ?? gate).AddRoute("GET /pets", "gate").Build();
    }

    private static ApiDefinition Staged(string function) => new ApiDefinitionBuilder()
        .AddLambdaAuthorizer("gate", new LambdaAuthorizerDefinition { AuthorizerUri = "${stageVariables.gate}" })
        .AddRoute("GET /pets", "gate")
        .AddStage("dev", new StageDefinition { StageVariables = new Dictionary<string, string> { ["gate"] = function } })
        .Build();
}
