using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests;

/// <summary>The README's first embedding is this code, and this code runs.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task FirstEmbedding_DecidesAsItSays()
    {
        using StringWriter console = new();
        await FirstEmbeddingAsync(console.WriteLine);

        Assert.Equal($"hello test-subject{Environment.NewLine}", console.ToString());
    }

    [Fact]
    public void FirstEmbedding_IsTheReadmesText()
    {
        string source = RepositoryFile.ReadText("tests/Authz.Server.Tests/ReadmeTests.cs");
        string[] lines = source.Split('\n');
        int begin = Array.FindIndex(lines, line => line.Trim() == "#region first embedding");
        int end = Array.FindIndex(lines, line => line.Trim() == "#endregion");
        string snippet = string.Join('\n', lines[(begin + 1)..end].Select(line => line.Length > 8 ? line[8..] : line)).Trim();

        Assert.Contains(
            $"```csharp\nusing Authz;\nusing Authz.Testing;\n\n{snippet.Replace("writeLine(", "Console.WriteLine(", StringComparison.Ordinal)}\n```",
            RepositoryFile.ReadText("README.md"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void FirstDefinition_CanBeUsed()
    {
        string readme = RepositoryFile.ReadText("README.md");
        int begin = readme.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        string definition = readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];

        Assert.True(
            ApiDefinitionReader.TryRead(
                System.Text.Encoding.UTF8.GetBytes(definition), out _, out IReadOnlyList<DefinitionProblem> problems),
            string.Join('\n', problems));
    }

    private static async Task FirstEmbeddingAsync(Action<string> writeLine)
    {
        #region first embedding

        FakeIssuer issuer = new("https://id.example.com/");     // a real issuer needs no options
        ApiAuthorizerOptions options = new() { KeyFetchHandler = issuer.CreateHandler() };
        ApiDefinition api = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", issuer.Issuer, "pets-api")
            .AddRoute("GET /pets/{id}", "idp", "pets:read")
            .Build();
        using ApiAuthorizer authorizer = new(api, options);
        HeaderSource headers = HeaderSource.Authorization($"Bearer {issuer.Mint("pets-api", "pets:read")}");
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/pets/7", headers));
        writeLine(decision.IsAllowed ? $"hello {decision.Token!.Subject}" : $"{decision.StatusCode} {decision.Reason!.Value.ToCode()}");

        #endregion
    }
}
