namespace Authz.Tests.Definitions.Validation;

public sealed class ParameterMappingValidatorTests
{
    private const string Integration = "/routes/GET ~1pets~1{id}/integration";

    [Theory]
    [InlineData("overwrite:header.x-user", "$context.authorizer.claims.sub")]
    [InlineData("overwrite:header.x-user", "text")]
    [InlineData("overwrite:header.x-user", "${request.path.id} of ${request.body.a.b}")]
    [InlineData("append:querystring.q", "$request.querystring.r")]
    [InlineData("overwrite:path", "/v2/${request.path.id}")]
    [InlineData("remove:header.x-user", "''")]
    [InlineData("remove:header.x-user", "")]
    [InlineData("overwrite:header.x-stage", "$stageVariables.env")]
    [InlineData("overwrite:header.x-path", "$request.path")]
    [InlineData("overwrite:header.x-body", "${request.body}")]
    [InlineData("overwrite:header.x-a", "$context.authorizer.claims.https://example.com/roles")]
    [InlineData("overwrite:header.x-a", "$context.authorizer.claims.cognito:groups")]
    [InlineData("overwrite:header.x-a", "$context.authorizer.claimsJson")]
    [InlineData("overwrite:header.x-a", "$context.authorizer.claimsJson.groups")]
    [InlineData("overwrite:header.x-a", "${context.authorizer.claimsJson./realm_access/roles}")]
    [InlineData("overwrite:header.x-a", "$context.authorizer.claimsJson./a.b")]
    [InlineData("overwrite:header.x-a", "$context.authorizer.other.value")]
    public void Accepts_MappingsOfRequests(string key, string value) => Assert.Equal(string.Empty, Problem(key, value));

    [Theory]
    [InlineData("set:header.a", "x", "'set:header.a' is not a parameter mapping of a request.")]
    [InlineData("overwrite:header.a", "$request.cookie.a", "'$request.cookie.a' is not understood.")]
    [InlineData("overwrite:header.a", "x ${request.header.}", "'${request.header.}' is not understood.")]
    [InlineData("overwrite:header.a", "x ${request.path", "'${request.path' is not understood.")]
    [InlineData("overwrite:header.a", "$stageVariables.${b}", "'$stageVariables.${b}' is not understood.")]
    [InlineData("overwrite:header.a", "$request.body.a..b", "'$request.body.a..b' is not understood.")]
    [InlineData("overwrite:header.a", "$request.path.name", "The route has no path variable 'name'.")]
    [InlineData("overwrite:header.a", "$response.header.b", "A request is mapped before there is a response.")]
    [InlineData("overwrite:header.a", "$request.header.X-Forwarded-For", "'X-Forwarded-For' is a header that only a proxy may send")]
    [InlineData("append:querystring.a", "by ${request.header.client_ip}", "'client_ip' is a header that only a proxy may send")]
    [InlineData("remove:header.a", "x", "A removal has no value.")]
    [InlineData(
        "overwrite:header.a", "$context.authorizer.claims.realm_access.roles", "'realm_access.roles' is no claim's name, unless")]
    [InlineData(
        "overwrite:header.a", "x ${context.authorizer.claims.a.b}", "$context.authorizer.claimsJson./a/b' for a claim inside another")]
    [InlineData("overwrite:header.a", "$context.authorizer.claimsJson.a.b", "$context.authorizer.claimsJson./a.b' for one of that name")]
    [InlineData("overwrite:header.a", "$context.authorizer.claims./a/b", "Write '$context.authorizer.claimsJson./a/b'")]
    [InlineData("overwrite:header.a", "$context.authorizer.claimsJson./a~2b", "'/a~2b' is not a JSON Pointer.")]
    public void Rejects_OtherMappingsOfRequests(string key, string value, string problem) =>
        Assert.Contains(problem, Problem(key, value), StringComparison.Ordinal);

    [Theory]
    [InlineData("access-control-allow-origin")]
    [InlineData("Apigw-Requestid")]
    [InlineData("authorization")]
    [InlineData("Connection")]
    [InlineData("Content-Encoding")]
    [InlineData("Content-Length")]
    [InlineData("Content-Location")]
    [InlineData("Forwarded")]
    [InlineData("Host")]
    [InlineData("Keep-Alive")]
    [InlineData("Origin")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("Proxy-Authorization")]
    [InlineData("TE")]
    [InlineData("Trailers")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Upgrade")]
    [InlineData("x-amz-date")]
    [InlineData("X-Amzn-Trace-Id")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("Via")]
    [InlineData("X_Forwarded_For")]
    [InlineData("content_length")]
    [InlineData("X.Amzn.Trace.Id")]
    public void Rejects_ReservedHeaders(string name) =>
        Assert.Contains($"The header '{name}' is reserved.", Problem($"overwrite:header.{name}", "x"), StringComparison.Ordinal);

    [Theory]
    [InlineData("200", "overwrite:statuscode", "404", "")]
    [InlineData("500", "append:header.x-a", "$response.body.error", "")]
    [InlineData("500", "append:header.x-a", "$response.body", "")]
    [InlineData("500", "append:header.x-a", "$response.header.x-b", "")]
    [InlineData("500", "append:header.x-a", "$response.header.x b", "'$response.header.x b' is not understood.")]
    [InlineData("404", "remove:header.x-a", "''", "")]
    [InlineData("199", "remove:header.x-a", "''", "'199' is not a status.")]
    [InlineData("600", "remove:header.x-a", "''", "'600' is not a status.")]
    [InlineData("2xx", "remove:header.x-a", "''", "'2xx' is not a status.")]
    [InlineData("200", "overwrite:statuscode", "99", "'99' is not a status.")]
    [InlineData("200", "overwrite:path", "/x", "'overwrite:path' is not a parameter mapping of a response.")]
    [InlineData("200", "append:header.x-a", "$request.header.x-b", "A response mapping uses only the response.")]
    public void Judges_MappingsOfResponses(string status, string key, string value, string problem)
    {
        IntegrationDefinition integration = new()
        {
            Uri = "http://backend/{id}",
            ResponseParameters = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                [status] = new Dictionary<string, string> { [key] = value },
            },
        };

        string found = Problems(integration);

        Assert.True(problem.Length == 0 ? found.Length == 0 : found.Contains(problem, StringComparison.Ordinal), found);
    }

    private static string Problem(string key, string value)
    {
        string problems = Problems(new IntegrationDefinition
        {
            Uri = "http://backend/{id}",
            RequestParameters = new Dictionary<string, string> { [key] = value },
        });
        Assert.True(problems.Length == 0 || problems.StartsWith($"{Integration}/requestParameters/", StringComparison.Ordinal), problems);
        return problems;
    }

    private static string Problems(IntegrationDefinition integration) =>
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Route with { Integration = integration }, "GET /pets/{id}"));
}
