namespace Authz.Tests.Routes;

public sealed class RoutingChoicesTests
{
    [Fact]
    public void Accepts_OnlyTestsThatExist_InTheDocumentedChoices()
    {
        string document = RepositoryFile.ReadText("docs/targets-and-routes.md");
        string[] named = [.. document[document.IndexOf("## Which route", StringComparison.Ordinal)..]
            .Split('`')
            .Where(text => text.StartsWith("Serves_", StringComparison.Ordinal) || text.StartsWith("Accepts_", StringComparison.Ordinal) ||
                text.StartsWith("Rejects_", StringComparison.Ordinal))];
        HashSet<string> tests = [.. new[] { typeof(RouteTableTests), typeof(RouteKeyTests), typeof(PathParametersTests) }
            .SelectMany(type => type.GetMethods())
            .Select(method => method.Name)];

        Assert.True(named.Length >= 19, "The table of choices is missing.");
        Assert.All(named, name => Assert.Contains(name, tests));
    }
}
