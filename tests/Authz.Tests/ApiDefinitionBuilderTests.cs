namespace Authz.Tests;

public sealed class ApiDefinitionBuilderTests
{
    [Fact]
    public void Serves_TheDefinition()
    {
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", "https://id.example.com/", "pets-api", "pets-admin")
            .AddRoute("GET /pets", "idp", "pets:read")
            .AddRoute("POST /pets", new RouteDefinition { Authorizer = "idp", AllScopes = ["pets:write", "pets:admin"] })
            .AddOpenRoute("GET /health")
            .UseCompatibility(CompatibilityMode.Aws)
            .Build();

        Assert.Equal(["GET /pets", "POST /pets", "GET /health"], definition.Routes.Keys);
        Assert.Equal(["pets:read"], definition.Routes["GET /pets"].AuthorizationScopes);
        Assert.False(definition.Routes["GET /pets"].IsOpen);
        Assert.True(definition.Routes["GET /health"].IsOpen);
        Assert.Equal(["pets-api", "pets-admin"], Assert.Single(definition.Authorizers["idp"].JwtConfiguration).Audience);
        Assert.Equal(CompatibilityMode.Aws, definition.Compatibility);
    }

    [Fact]
    public void Rejects_EverythingAtOnce()
    {
        ApiDefinitionBuilder builder = new ApiDefinitionBuilder()
            .AddJwtAuthorizer("idp", "id.example.com")
            .AddAuthorizer("idp", new AuthorizerDefinition { JwtConfiguration = [] })
            .AddOpenRoute("GET /health")
            .AddRoute("GET /health", "ipd")
            .AddLambdaAuthorizer("gate", new LambdaAuthorizerDefinition { AuthorizerUri = "gate" })
            .AddLambdaAuthorizer("gate", new LambdaAuthorizerDefinition { AuthorizerUri = "other" })
            .AddStage("test", new StageDefinition())
            .AddStage("test", new StageDefinition());

        ApiDefinitionException exception = Assert.Throws<ApiDefinitionException>(builder.Build);

        Assert.Equal(
            [
                "/authorizers/idp: The authorizer 'idp' was added twice. Give each authorizer a name of its own.",
                "/routes/GET ~1health: The route 'GET /health' was added twice. Remove one of the two.",
                "/authorizers/gate: The authorizer 'gate' was added twice. Give each authorizer a name of its own.",
                "/stages/test: The stage 'test' was added twice. Remove one of the two.",
                "/authorizers/idp/jwtConfiguration/0/issuer: The issuer is not an absolute https URL, so its keys cannot be discovered. " +
                    "Write the exact value of the tokens' 'iss', such as 'https://id.example.com/'. If this is it, say where the keys are: " +
                    "'metadataUri', 'jwksUri', 'jwksFile' or 'jwks'.",
                "/authorizers/idp/jwtConfiguration/0/audience: No audience is accepted. List 1 to 50 values of 'aud' or 'client_id'.",
            ],
            exception.Problems.Select(problem => problem.ToString()));
        Assert.Equal(string.Join(Environment.NewLine, exception.Problems), exception.Message);
    }

    [Fact]
    public void Names_TheArgumentThatIsNull()
    {
        const string Issuer = "https://id.example.com/";
        (string Parameter, Action<ApiDefinitionBuilder> Add)[] cases =
        [
            ("name", builder => builder.AddJwtAuthorizer(null!, Issuer, "pets-api")),
            ("issuer", builder => builder.AddJwtAuthorizer("idp", null!, "pets-api")),
            ("audience", builder => builder.AddJwtAuthorizer("idp", Issuer, (IReadOnlyList<string>)null!)),
            ("audience", builder => builder.AddJwtAuthorizer("idp", Issuer, "pets-api", null!)),
            ("name", builder => builder.AddAuthorizer(null!, new AuthorizerDefinition { JwtConfiguration = [] })),
            ("authorizer", builder => builder.AddAuthorizer("idp", null!)),
            ("name", builder => builder.AddLambdaAuthorizer(null!, new LambdaAuthorizerDefinition { AuthorizerUri = "gate" })),
            ("authorizer", builder => builder.AddLambdaAuthorizer("gate", null!)),
            ("key", builder => builder.AddRoute(null!, "idp")),
            ("key", builder => builder.AddOpenRoute(null!)),
            ("authorizer", builder => builder.AddRoute("GET /pets", (string)null!)),
            ("scopes", builder => builder.AddRoute("GET /pets", "idp", (IReadOnlyList<string>)null!)),
            ("scopes", builder => builder.AddRoute("GET /pets", "idp", "pets:read", null!)),
            ("route", builder => builder.AddRoute("GET /pets", (RouteDefinition)null!)),
            ("name", builder => builder.AddStage(null!, new StageDefinition())),
            ("stage", builder => builder.AddStage("test", null!)),
        ];

        Assert.All(
            cases,
            @case => Assert.Equal(
                @case.Parameter,
                Assert.Throws<ArgumentNullException>(() => @case.Add(new ApiDefinitionBuilder())).ParamName));
    }

    [Fact]
    public void Serves_DefinitionsThatFurtherBuildingDoesNotChange()
    {
        ApiDefinitionBuilder builder = new ApiDefinitionBuilder().AddOpenRoute("GET /health");
        ApiDefinition first = builder.Build();

        builder.AddOpenRoute("GET /version").Build();

        Assert.Equal(["GET /health"], first.Routes.Keys);
    }
}
