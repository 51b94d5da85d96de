using Authz.Definitions.Validation;

namespace Authz.Tests.Definitions.Validation;

public sealed class DefinitionValidatorTests
{
    [Fact]
    public void Accepts_AValidDefinition() => Assert.Empty(DefinitionValidator.Validate(TestDefinitions.Valid));

    [Fact]
    public void Accepts_ADefinitionWithoutRoutes() => Assert.Empty(
        DefinitionValidator.Validate(TestDefinitions.Valid with { Routes = new Dictionary<string, RouteDefinition>() }));

    [Fact]
    public void Rejects_AnUnknownCompatibility() => Assert.Equal(
        "/compatibility: The compatibility mode is unknown. Write 'standard' or 'aws'.",
        TestDefinitions.Problems(TestDefinitions.Valid with { Compatibility = (CompatibilityMode)7 }));

    [Fact]
    public void Rejects_InvalidRouteKeys() => Assert.Equal(
        "/routes/get ~1pets: 'get' is not a method of a route key: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY, in capitals. " +
        "Write a route key such as 'GET /pets/{id}', 'ANY /files/{path+}' or '$default'.",
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Route, "get /pets")));

    [Fact]
    public void Rejects_TwoRoutesForTheSameRequests()
    {
        Dictionary<string, RouteDefinition> routes = new()
        {
            ["GET /pets/{id}"] = TestDefinitions.Route,
            ["GET /pets/{petId}"] = TestDefinitions.Route,
        };

        Assert.Equal(
            "/routes/GET ~1pets~1{petId}: 'GET /pets/{petId}' and 'GET /pets/{id}' match the same requests. Remove one of the two.",
            TestDefinitions.Problems(TestDefinitions.Valid with { Routes = routes }));
    }

    [Theory]
    [InlineData("the default", "$default", true)]
    [InlineData("every kind of character", "aZ09_-", true)]
    [InlineData("longest", "128", true)]
    [InlineData("too long", "129", false)]
    [InlineData("empty", "", false)]
    [InlineData("other default", "$other", false)]
    [InlineData("dot", "v1.0", false)]
    public void Rejects_OtherStageNames(string description, string name, bool isName)
    {
        string stage = int.TryParse(name, out int length) ? new string('s', length) : name;
        string problems = TestDefinitions.Problems(
            TestDefinitions.Valid with { Stages = new Dictionary<string, StageDefinition> { [stage] = new() } });

        string expected = isName ? "" : $"/stages/{stage}: '{stage}' is not a stage name. " +
            "Write '$default' or at most 128 letters, digits, '_' and '-'.";
        Assert.Equal((description, expected), (description, problems));
    }

    [Theory]
    [InlineData("the most", 100, 500, 0, "")]
    [InlineData(
        "a route more", 101, 500, 0,
        "/stages: The stages have more than 50000 routes and Lambda authorizers altogether. Split the API.")]
    [InlineData(
        "an authorizer more", 100, 500, 1,
        "/stages: The stages have more than 50000 routes and Lambda authorizers altogether. Split the API.")]
    public void Rejects_TooManyRoutesInStages(string description, int routes, int stages, int authorizers, string expected)
    {
        ApiDefinition definition = TestDefinitions.Valid with
        {
            Routes = Enumerable.Range(0, routes).ToDictionary(index => $"GET /{index}", _ => TestDefinitions.Route),
            Stages = Enumerable.Range(0, stages).ToDictionary(index => $"s{index}", _ => new StageDefinition()),
            LambdaAuthorizers = Enumerable.Range(0, authorizers)
                .ToDictionary(index => $"l{index}", _ => new LambdaAuthorizerDefinition { AuthorizerUri = "f" }),
        };

        Assert.Equal((description, expected), (description, TestDefinitions.Problems(definition)));
    }

    [Fact]
    public void Rejects_EverythingAtOnce()
    {
        ApiDefinition definition = TestDefinitions.Valid with
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = new() { JwtConfiguration = [] } },
            Routes = new Dictionary<string, RouteDefinition> { ["GET /a/"] = new(), ["GET /b"] = new() { Authorizer = "other" } },
            Cors = new CorsDefinition { MaxAge = -2 },
        };

        Assert.Equal(
            [
                "/authorizers/idp/jwtConfiguration", "/routes/GET ~1a~1", "/routes/GET ~1a~1/authorizer", "/routes/GET ~1b/authorizer",
                "/cors/maxAge",
            ],
            DefinitionValidator.Validate(definition).Select(problem => problem.Path));
    }
}
