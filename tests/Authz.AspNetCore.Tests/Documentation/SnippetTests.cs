using Authz.Testing;
using Authz.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Tests.Documentation;

/// <summary>Every C# snippet of the pages is one that <see cref="AspNetCorePage"/> compiles, line for line.</summary>
public sealed class SnippetTests
{
    private const string Source = "tests/Authz.AspNetCore.Tests/Documentation/AspNetCorePage.cs";

    [Theory]
    [InlineData("docs/aspnetcore.md")]
    [InlineData("docs/hosts.md")]
    public void Compiles_EverySnippet(string page)
    {
        string[] compiled = [.. Regions(RepositoryFile.ReadText(Source))];
        string[] shown = [.. Snippets(RepositoryFile.ReadText(page))];

        Assert.NotEmpty(shown);
        Assert.All(shown, snippet => Assert.Contains(snippet, compiled));
    }

    [Fact]
    public async Task Endpoints_AcceptAnOrdinaryToken()
    {
        FakeIssuer issuer = new("https://id.example.com/");
        await using HostUnderTest host = await HostUnderTest.StartAsync(
            builder =>
            {
                AspNetCorePage.Start(builder);
                builder.Services.Configure<JwtAuthorizerOptions>(
                    "Bearer", options => options.BackchannelHttpHandler = issuer.CreateHandler());
            },
            app =>
            {
                AspNetCorePage.Endpoints(app);
                AspNetCorePage.Token(app);
            },
            ("Authentication:Schemes:Bearer:Authority", issuer.Issuer),
            ("Authentication:Schemes:Bearer:Audience", "pets-api"));
        string token = issuer.Mint("pets-api");

        using HttpResponseMessage me = await host.GetAsync("/me", token);
        using HttpResponseMessage tenant = await host.GetAsync("/tenant", token);

        Assert.Equal("hello test-subject", await me.Content.ReadAsStringAsync());
        Assert.Equal("no tenant", await tenant.Content.ReadAsStringAsync());
    }

    private static IEnumerable<string> Snippets(string page) =>
        page.Split("```csharp\n").Skip(1).Select(part => Normalize(part[..part.IndexOf("```", StringComparison.Ordinal)]));

    private static IEnumerable<string> Regions(string source) =>
        source.Split("#region ")
            .Skip(1)
            .Select(
                part =>
                    Normalize(part[part.IndexOf('\n', StringComparison.Ordinal)..part.IndexOf("#endregion", StringComparison.Ordinal)]));

    // Indentation differs between the page and the method.
    private static string Normalize(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
