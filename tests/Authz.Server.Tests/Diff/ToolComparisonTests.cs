using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class ToolComparisonTests
{
    private static readonly Dictionary<string, ToolDefinition> s_tools = new()
    {
        ["get"] = new() { AuthorizationScopes = ["a", "b"] },
        ["*"] = new() { AllScopes = ["admin"] },
    };

    [Fact]
    public void Says_Nothing_WhereNothingChanges() => Assert.Empty(Compare(s_tools, new(s_tools)));

    [Fact]
    public void Says_WhereToolsComeAndGo()
    {
        Assert.Equal(["Stricter: did not look at the tools that a request calls, and decides on each"], Compare(null, s_tools));
        Assert.Equal(["Looser: decided on each tool that a request calls, and does not look at them"], Compare(s_tools, null));
    }

    [Fact]
    public void Says_WhatEachToolAsksFor()
    {
        Assert.Equal(
            ["Stricter: for the tool 'get' asked for one of [a, b], and asks for one of [a]"],
            Compare(s_tools, new(s_tools) { ["get"] = new() { AuthorizationScopes = ["a"] } }));
        Assert.Equal(
            ["Looser: for the tool 'new' asked for all of [admin], and asks for no scope"],
            Compare(s_tools, new(s_tools) { ["new"] = new() }));
    }

    [Fact]
    public void Says_WhatEachToolsConditionAsksFor()
    {
        ConditionBlock[] wide = [new(new ConditionTerm("StringEquals", "claims:tenant", "north", "south"))];
        ConditionBlock[] narrow = [new(new ConditionTerm("StringEquals", "claims:tenant", "north"))];
        Dictionary<string, ToolDefinition> With(ConditionBlock[] condition) => new(s_tools) { ["get"] = s_tools["get"] with { Condition = condition } };

        Assert.Equal(["Stricter: for the tool 'get' the call must meet a condition"], Compare(s_tools, With(wide)));
        Assert.Equal(["Looser: for the tool 'get' the call need not meet a condition any more"], Compare(With(narrow), s_tools));
        Assert.Equal(["Stricter: for the tool 'get' the condition of the call asks for more"], Compare(With(wide), With(narrow)));
    }

    [Fact]
    public void Says_WhatTheEntryForOtherToolsMeans()
    {
        Dictionary<string, ToolDefinition> named = new() { ["get"] = s_tools["get"] };

        Assert.Equal(["Stricter: allowed any other tool, and refuses it"], Compare(s_tools, named));
        Assert.Equal(["Looser: refused any other tool, and allows it"], Compare(named, s_tools));
    }

    [Theory]
    [InlineData(10_485_760, 2_048, "Stricter: refuses bodies of more than 2,048 bytes")]
    [InlineData(null, 2_048, "Stricter: refuses bodies of more than 2,048 bytes")]
    [InlineData(2_048, null, "Looser: accepts bodies of up to 1,048,576 bytes")]
    [InlineData(1_048_576, null, null)]
    public void Says_WhatTheLargestBodyIs(int? before, int? after, string? said)
    {
        List<AccessChange> changes = [];
        ToolComparison.Compare(
            new RouteDefinition { Tools = s_tools, MaximumToolBody = before },
            new RouteDefinition { Tools = s_tools, MaximumToolBody = after },
            changes);

        Assert.Equal(said, changes.Select(change => $"{change.Kind}: {change.Text}").SingleOrDefault());
    }

    [Fact]
    public void Says_WhereMetadataIsServed()
    {
        ApiDefinition before = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", "https://a.example", "a").AddRoute("GET /a", "idp").Build();
        ApiDefinition after = before with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = before.Authorizers["idp"] with { ProtectedResource = new() { Resource = "https://a.example/mcp" } },
            },
        };

        Assert.Equal(
            [new AccessChange(AccessChangeKind.Opened, "GET /.well-known/oauth-protected-resource/mcp", "serves metadata to anyone")],
            DefinitionDiff.Compare(before, after));
        Assert.Equal(AccessChangeKind.Closed, DefinitionDiff.Compare(after, before).Single().Kind);
    }

    private static IEnumerable<string> Compare(Dictionary<string, ToolDefinition>? before, Dictionary<string, ToolDefinition>? after)
    {
        List<AccessChange> changes = [];
        ToolComparison.Compare(new RouteDefinition { Tools = before }, new RouteDefinition { Tools = after }, changes);
        return changes.Select(change => $"{change.Kind}: {change.Text}");
    }
}
