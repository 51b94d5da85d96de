using System.Text;
using Authz.Definitions.Validation;

namespace Authz.Tests.Definitions;

/// <summary>A definition without problems to spoil, and problems as text.</summary>
internal static class TestDefinitions
{
    public static readonly JwtConfiguration Issuer = new() { Issuer = "https://id.example.com/", Audience = ["pets-api"] };

    public static readonly RouteDefinition Route = new() { Authorizer = "idp" };

    public static readonly ApiDefinition Valid = With(Issuer);

    public static ApiDefinition With(params JwtConfiguration[] entries) => With(new AuthorizerDefinition { JwtConfiguration = entries });

    public static ApiDefinition With(AuthorizerDefinition authorizer) => new()
    {
        Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = authorizer },
        Routes = new Dictionary<string, RouteDefinition> { ["GET /pets/{id}"] = Route },
    };

    public static ApiDefinition With(RouteDefinition route, string key = "GET /pets/{id}") =>
        Valid with { Routes = new Dictionary<string, RouteDefinition> { [key] = route } };

    /// <summary>The validator's problems, each as path, message and remedy on one line.</summary>
    public static string Problems(ApiDefinition definition) => string.Join('\n', DefinitionValidator.Validate(definition));

    /// <summary>The problems of a file, each on one line; empty where it has none.</summary>
    public static string ProblemsOfFile(string json) => ProblemsOfFile(Encoding.UTF8.GetBytes(json));

    public static string ProblemsOfFile(byte[] utf8)
    {
        bool isRead = ApiDefinitionReader.TryRead(utf8, out ApiDefinition? definition, out IReadOnlyList<DefinitionProblem> problems);
        Assert.Equal(isRead, problems.Count == 0);
        Assert.Equal(isRead, definition is not null);
        return string.Join('\n', problems);
    }
}
