namespace Authz.Tests.Definitions.Validation;

public sealed class IntegrationValidatorTests
{
    private const string Integration = "/routes/GET ~1pets~1{id}/integration";

    [Theory]
    [InlineData("http://127.0.0.1:5001/pets/{id}")]
    [InlineData("https://backend.example.com")]
    [InlineData("https://backend.example.com/a/{id}?x=1")]
    public void Accepts_BackendUrls(string uri) => Assert.Empty(Problems(new IntegrationDefinition { Uri = uri }));

    [Theory]
    [InlineData("")]
    [InlineData("/pets")]
    [InlineData("ftp://backend/pets")]
    [InlineData("http://")]
    [InlineData("http://user@backend/pets")]
    [InlineData("http://backend/pets#a")]
    [InlineData("http://backend/my pets")]
    [InlineData("http://backend/{id")]
    [InlineData("http://backend/id}")]
    public void Rejects_OtherUrls(string uri) => Assert.Equal(
        $"{Integration}/uri: {(uri.Length == 0 ? "The backend's URL is missing." : $"'{uri}' is not the URL of a backend.")} " +
        "Write an absolute http or https URL, such as 'http://127.0.0.1:5001/pets/{id}'.",
        Problems(new IntegrationDefinition { Uri = uri }));

    [Theory]
    [InlineData("http://{id}/pets")]
    [InlineData("http://{id}.example.com/pets")]
    [InlineData("http://{id}")]
    public void Rejects_AVariableInTheHost(string uri) => Assert.Equal(
        $"{Integration}/uri: The backend's host contains a path variable. " +
        "Use variables only in the path: a request must choose neither host nor parameters.",
        Problems(new IntegrationDefinition { Uri = uri }));

    [Theory]
    [InlineData("http://backend/k\u00E4tzchen/{id}", "http://backend/k\u00E4tzchen/x", "a raw character above U+007E, also in the query")]
    [InlineData("http://backend/a?q=\u00E4", "http://backend/a?q=\u00E4", "a raw character above U+007E, also in the query")]
    [InlineData("http://b\u00E4ckend/a", "http://b\u00E4ckend/a", "a raw character above U+007E, also in the query")]
    [InlineData("http://backend//{id}", "http://backend//x", "'//' anywhere, even with '%2F' as one of the slashes")]
    [InlineData("http://backend/a;v=1", "http://backend/a;v=1", "';', raw or encoded: starts a parameter that some servers cut off")]
    public void Rejects_AUrlThatProgramsReadDifferently(string uri, string sample, string rule) => Assert.Equal(
        $"{Integration}/uri: '{sample}' is read differently by different programs: {rule}. Write path and query as a request's must be.",
        Problems(new IntegrationDefinition { Uri = uri }));

    [Theory]
    [InlineData("http://backend/base?k=v", true)]
    [InlineData("http://backend?k=v", true)]
    [InlineData("http://backend/base?", true)]
    [InlineData("http://backend/base/", false)]
    [InlineData("http://backend/", false)]
    [InlineData("http://backend", false)]
    public void Rejects_AQueryBeforeTheRequestsPath(string uri, bool isRejected) => Assert.Equal(
        isRejected
            ? "/routes/$default/integration/uri: The URL of '$default' has a query, and the request's path follows it. " +
                "Remove the query, or set it by 'overwrite:querystring'."
            : "",
        TestDefinitions.Problems(TestDefinitions.With(
            TestDefinitions.Route with { Integration = new IntegrationDefinition { Uri = uri } }, "$default")));

    [Fact]
    public void Rejects_AVariableInTheQuery() => Assert.Equal(
        $"{Integration}/uri: The query contains a path variable. " +
        "Use variables only in the path: a request must choose neither host nor parameters.",
        Problems(new IntegrationDefinition { Uri = "http://backend/pets?id={id}" }));

    [Fact]
    public void Rejects_VariablesMissingInTheRoute()
    {
        Assert.Equal(
            $"{Integration}/uri: The route has no path variable 'ID'. The route has '{{id}}'.",
            Problems(new IntegrationDefinition { Uri = "http://backend/{ID}" }));
        Assert.Equal(
            "/routes/$default/integration/uri: The route has no path variable 'id'. Write the URL without variables.",
            TestDefinitions.Problems(TestDefinitions.With(
                TestDefinitions.Route with { Integration = new IntegrationDefinition { Uri = "http://backend/{id}" } }, "$default")));
    }

    [Theory]
    [InlineData("POST", true)]
    [InlineData("ANY", false)]
    [InlineData("post", false)]
    [InlineData("", false)]
    public void Rejects_OtherMethods(string method, bool isMethod)
    {
        string expected = isMethod
            ? ""
            : $"{Integration}/integrationMethod: '{method}' is not a method of an integration. " +
                "Write a method such as 'POST', or leave it out for the request's own.";

        Assert.Equal(expected, Problems(new IntegrationDefinition { Uri = "http://backend", IntegrationMethod = method }));
    }

    [Theory]
    [InlineData("least", 50, true)]
    [InlineData("most", 30_000, true)]
    [InlineData("too short", 49, false)]
    [InlineData("too long", 30_001, false)]
    [InlineData("negative", -1, false)]
    public void Rejects_OtherTimeouts(string description, int milliseconds, bool isTimeout)
    {
        string problems = Problems(new IntegrationDefinition { Uri = "http://backend", Timeout = TimeSpan.FromMilliseconds(milliseconds) });

        string expected = isTimeout ? "" : $"{Integration}/timeoutInMillis: The timeout is out of range. Write 50 to 30000 milliseconds.";
        Assert.Equal((description, expected), (description, problems));
    }

    [Fact]
    public void Accepts_AFunction() => Assert.Empty(Problems(new IntegrationDefinition
    {
        Type = IntegrationType.AwsProxy,
        Uri = "pets:live",
        ClaimFormat = ClaimFormat.Typed,
    }));

    [Fact]
    public void Rejects_AMethodOfAFunction() => Assert.Equal(
        $"{Integration}/integrationMethod: A function has no method. Remove it.",
        Problems(new IntegrationDefinition { Type = IntegrationType.AwsProxy, Uri = "pets", IntegrationMethod = "POST" }));

    [Fact]
    public void Rejects_WebSocketsOfAFunction() => Assert.Equal(
        $"{Integration}/webSockets: A function has no WebSockets. Remove it.",
        Problems(new IntegrationDefinition { Type = IntegrationType.AwsProxy, Uri = "pets", WebSockets = true }));

    [Fact]
    public void Rejects_ABackendAsAFunction() => Assert.Equal(
        $"{Integration}/uri: 'http://backend' does not name a function. " +
        "Write the function's name or its ARN, such as 'pets'; '--function pets=URL' gives its address.",
        Problems(new IntegrationDefinition { Type = IntegrationType.AwsProxy, Uri = "http://backend" }));

    [Fact]
    public void Rejects_TypedClaimsOfABackend() => Assert.Equal(
        $"{Integration}/claimFormat: An HTTP backend gets no claims but by 'requestParameters'. Remove it.",
        Problems(new IntegrationDefinition { Uri = "http://backend", ClaimFormat = ClaimFormat.Typed }));

    [Fact]
    public void Rejects_AUrlThatAnyStageMakesInvalid()
    {
        ApiDefinition definition = TestDefinitions.With(
            TestDefinitions.Route with { Integration = new IntegrationDefinition { Uri = "http://${stageVariables.host}/pets" } });
        ApiDefinition withStages = definition with
        {
            Stages = new Dictionary<string, StageDefinition>
            {
                ["good"] = new() { StageVariables = new Dictionary<string, string> { ["host"] = "a.example" } },
                ["fragment"] = new() { StageVariables = new Dictionary<string, string> { ["host"] = "b.example#" } },
                ["none"] = new(),
            },
        };

        Assert.Equal(
            $"{Integration}/uri: The stage 'none' has no variable 'host'. Add it to the stage's 'stageVariables'.\n" +
            $"{Integration}/uri: 'http://b.example#/pets' is not the URL of a backend. " +
            "Write an absolute http or https URL, such as 'http://127.0.0.1:5001/pets/{id}'.",
            TestDefinitions.Problems(withStages));
    }

    private static string Problems(IntegrationDefinition integration) =>
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Route with { Integration = integration }));
}
