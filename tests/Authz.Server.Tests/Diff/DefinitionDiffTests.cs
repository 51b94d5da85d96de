using Authz.Server.Diff;

namespace Authz.Server.Tests.Diff;

public sealed class DefinitionDiffTests
{
    private const string Issuer = "https://id.example.com/";

    [Fact]
    public void Finds_NoChange_InTheSameDefinition()
    {
        Assert.Empty(DefinitionDiff.Compare(Definition().Build(), Definition().Build()));
    }

    [Fact]
    public void Reports_AnOpenedRoute()
    {
        AccessChange change = Assert.Single(DefinitionDiff.Compare(Definition().Build(), Definition().AddOpenRoute("GET /debug").Build()));

        Assert.Equal(AccessChangeKind.Opened, change.Kind);
        Assert.Equal(("GET /debug", "was refused, and is open to anyone (such as GET /debug)"), (change.Subject, change.Text));
    }

    [Fact]
    public void Reports_AnOpenRouteThatShadowsAProtectedOne()
    {
        ApiDefinition before = Definition().Build();

        AccessChange change = Assert.Single(DefinitionDiff.Compare(before, Definition().AddOpenRoute("GET /pets/me").Build()));

        Assert.Equal("asked for a token, and is open to anyone (was 'GET /pets/{id}', such as GET /pets/me)", change.Text);
    }

    [Theory]
    [InlineData("a further alternative", "read", "read admin", "looser")]
    [InlineData("an alternative less", "read admin", "read", "stricter")]
    [InlineData("no scope any more", "read", "", "looser")]
    public void Reports_ChangedScopes(string description, string before, string after, string expected)
    {
        AccessChange change = Assert.Single(DefinitionDiff.Compare(WithScopes(before), WithScopes(after)));

        Assert.Equal((description, expected), (description, change.Kind.ToString().ToLowerInvariant()));
        Assert.StartsWith("asked for ", change.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_ChangedCors()
    {
        ApiDefinition before = Definition().Build();
        ApiDefinition after = before with { Cors = new CorsDefinition { AllowOrigins = ["*"] } };

        AccessChange change = Assert.Single(DefinitionDiff.Compare(before, after));

        Assert.Equal((AccessChangeKind.Looser, "cors", "allows the origin '*'"), (change.Kind, change.Subject, change.Text));
    }

    [Theory]
    [InlineData("token open", "Opened: asked for a token, and is open to anyone without one")]
    [InlineData("open token", "Closed: was open to anyone without a token, and asks for one")]
    [InlineData("none open", "Opened: was refused, and is open to anyone (such as GET /x)")]
    [InlineData("open NONE", "Looser: refused bad tokens, and ignores them (such as GET /x)")]
    [InlineData("NONE open", "Stricter: ignored tokens, and refuses bad ones (such as GET /x)")]
    [InlineData("open open", "")]
    public void Counts_ARouteWithoutRequiredToken_AsOpen(string kinds, string expected)
    {
        ApiDefinition[] definitions = [.. kinds.Split(' ').Select(kind => kind == "none" ? Definition().Build() : Definition().AddRoute(
            "GET /x",
            kind == "NONE" ? new RouteDefinition { IsOpen = true } : new RouteDefinition
            {
                Authorizer = "idp", TokenRequired = kind == "token",
            }).Build())];

        Assert.Equal(
            expected,
            string.Join('\n', DefinitionDiff.Compare(definitions[0], definitions[1]).Select(change => $"{change.Kind}: {change.Text}")));
    }

    [Fact]
    public async Task Exits_With1_WhenAnythingBecomesLooser()
    {
        string protectedFile = Checks.DefinitionFixtures.FullPath("checks/route_open_catches_variants.good.yaml");
        string openFile = Checks.DefinitionFixtures.FullPath("checks/route_open_catches_variants.bad.yaml");

        (int opened, string words, _) = await RunningCommand.RunAsync("diff", protectedFile, openFile);
        (int closed, _, _) = await RunningCommand.RunAsync("diff", openFile, protectedFile);

        Assert.Equal((1, 0), (opened, closed));
        Assert.StartsWith("opened   $default: asked for a token, and is open to anyone", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_FilesOfDifferentKinds()
    {
        (int exit, string output, _) = await RunningCommand.RunAsync(
            "diff", Checks.DefinitionFixtures.FullPath("same/openapi.yaml"), Checks.DefinitionFixtures.FullPath("same/serverless.yml"));

        Assert.Equal((0, "Nothing changes for any request." + Environment.NewLine), (exit, output));
    }

    private static ApiDefinitionBuilder Definition() =>
        new ApiDefinitionBuilder().AddJwtAuthorizer("idp", Issuer, "api").AddRoute("GET /pets/{id}", "idp", "pets:read");

    private static ApiDefinition WithScopes(string scopes) => new ApiDefinitionBuilder().AddJwtAuthorizer("idp", Issuer, "api")
        .AddRoute("GET /a", "idp", scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Build();
}
