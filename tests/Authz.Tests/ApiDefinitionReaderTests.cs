using System.Text;
using Authz.Tests.Definitions;

namespace Authz.Tests;

public sealed class ApiDefinitionReaderTests
{
    private const string FullDefinition = """
        {
          "$schema": "https://authz.example/schema.json",
          "description": "everything that the format has",
          "name": "pets",
          "compatibility": "standard",
          "authorizers": {
            "idp": {
              "type": "JWT",
              "identitySource": "$request.querystring.access_token",
              "jwtConfiguration": [
                { "issuer": "https://a.example.com/", "audience": ["pets-api"] },
                {
                  "issuer": "https://b.example.com", "audience": ["x", "y"], "algorithms": ["ES256"], "clockSkew": 0,
                  "jwksUri": "https://b.example.com/keys", "requiredTokenType": "at+jwt", "maximumKeyAge": 3600
                }
              ]
            }
          },
          "routes": {
            "GET /pets/{id}": {
              "authorizer": "idp",
              "authorizationType": "JWT",
              "authorizationScopes": ["pets:read"],
              "allScopes": ["pets:write"],
              "allowEncodedSlash": true,
              "integration": { "type": "HTTP_PROXY", "uri": "http://127.0.0.1:5001/{id}", "integrationMethod": "POST", "timeoutInMillis": 50 }
            },
            "$default": { "authorizationType": "NONE" }
          },
          "cors": {
            "allowOrigins": ["https://app.example.com"], "allowMethods": ["*"], "allowHeaders": ["authorization"], "exposeHeaders": ["x-id"],
            "maxAge": -1, "allowCredentials": true
          },
          "stages": { "$default": {}, "test": {} }
        }
        """;

    [Fact]
    public void Accepts_EveryProperty()
    {
        ApiDefinition definition = ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(FullDefinition));

        Assert.Equal("pets", definition.Name);
        Assert.Equal(CompatibilityMode.Standard, definition.Compatibility);
        Assert.Equal(["$default", "test"], definition.Stages.Keys);
        Assert.Equal("$request.querystring.access_token", definition.Authorizers["idp"].IdentitySource);
        JwtConfiguration plain = definition.Authorizers["idp"].JwtConfiguration[0];
        Assert.Equal(("https://a.example.com/", "pets-api"), (plain.Issuer, Assert.Single(plain.Audience)));
        Assert.Equal(
            (null, null, null, null, null),
            (plain.Algorithms, plain.ClockSkew, plain.JwksUri, plain.RequiredTokenType, plain.MaximumKeyAge));
        JwtConfiguration full = definition.Authorizers["idp"].JwtConfiguration[1];
        Assert.Equal(
            ("https://b.example.com", "x y", "ES256"), (full.Issuer, string.Join(' ', full.Audience), Assert.Single(full.Algorithms!)));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromHours(1)), (full.ClockSkew, full.MaximumKeyAge));
        Assert.Equal(("https://b.example.com/keys", "at+jwt"), (full.JwksUri, full.RequiredTokenType));
    }

    [Fact]
    public void Accepts_EveryPropertyOfRoutesAndCors()
    {
        ApiDefinition definition = ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(FullDefinition));

        Assert.Equal(["GET /pets/{id}", "$default"], definition.Routes.Keys);
        RouteDefinition route = definition.Routes["GET /pets/{id}"];
        Assert.Equal(("idp", false, true), (route.Authorizer, route.IsOpen, route.AllowEncodedSlash));
        Assert.Equal(("pets:read", "pets:write"), (Assert.Single(route.AuthorizationScopes), Assert.Single(route.AllScopes)));
        Assert.Equal(
            new IntegrationDefinition
            {
                Uri = "http://127.0.0.1:5001/{id}",
                IntegrationMethod = "POST",
                Timeout = TimeSpan.FromMilliseconds(50),
            },
            route.Integration);
        Assert.Equal((null, true), (definition.Routes["$default"].Authorizer, definition.Routes["$default"].IsOpen));
        CorsDefinition cors = definition.Cors!;
        Assert.Equal(("https://app.example.com", "*"), (Assert.Single(cors.AllowOrigins), Assert.Single(cors.AllowMethods)));
        Assert.Equal(("authorization", "x-id"), (Assert.Single(cors.AllowHeaders), Assert.Single(cors.ExposeHeaders)));
        Assert.Equal((-1, true), (cors.MaxAge, cors.AllowCredentials));
    }

    [Fact]
    public void Accepts_TheSample()
    {
        ApiDefinition definition = ApiDefinitionReader.ReadFile(RepositoryFile.FullPath("samples/pets/authz.json"));

        Assert.Equal(["GET /pets", "GET /pets/{id}", "POST /pets", "GET /health"], definition.Routes.Keys);
        Assert.Equal("http://127.0.0.1:5005/", Assert.Single(definition.Authorizers["idp"].JwtConfiguration).Issuer);
    }

    [Fact]
    public void Rejects_EveryMistakeOfAFile_WithPlaceAndRemedy()
    {
        string json = string.Join("\r\n",
            "{",
            "\t\"authorizers\": {",
            "\t\t\"idp\": { \"type\": \"JWT\", \"jwtConfiguration\": {",
            "\t\t\t\"isuer\": \"https://id.example.com/\", \"audience\": \"pets-api\", \"clockSkew\": 600 } }",
            "\t},",
            "\t\"routes\": {",
            "\t\t\"get /kätzchen\": { \"authorizer\": \"idp\" },",
            "\t\t\"GET /pets\": { \"authorizer\": \"ipd\", \"authorizationScopes\": [\"grün\", \"pets read\"] },",
            "\t\t\"GET /open\": {},",
            "\t\t\"GET /pets\": { \"authorizationType\": \"NONE\" }",
            "\t},",
            "\t\"cors\": { \"allowOrigins\": [\"*\"], \"allowCredentials\": true },",
            "\t\"compatibility\": \"AWS\"",
            "}");

        Assert.Equal(
            [
                "(4,4) /authorizers/idp/jwtConfiguration/isuer: 'isuer' is not a property here. Did you mean 'issuer'?",
                "(4,52) /authorizers/idp/jwtConfiguration/audience: 'audience' must be a list, not a string. " +
                "Write a list, even of one value.",
                "(4,77) /authorizers/idp/jwtConfiguration/clockSkew: The clock skew is out of range. Write 0 to 300 seconds.",
                "(7,3) /routes/get ~1kätzchen: 'get' is not a method of a route key: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or " +
                "ANY, in capitals. " +
                    "Write a route key such as 'GET /pets/{id}', 'ANY /files/{path+}' or '$default'.",
                "(8,32) /routes/GET ~1pets/authorizer: There is no authorizer 'ipd'. Did you mean 'idp'?",
                "(8,63) /routes/GET ~1pets/authorizationScopes/0: 'grün' is not a scope. " +
                    "Write one scope for each item: visible ASCII without spaces, quotes and backslashes.",
                "(8,72) /routes/GET ~1pets/authorizationScopes/1: 'pets read' is not a scope. " +
                    "Write one scope for each item: visible ASCII without spaces, quotes and backslashes.",
                "(9,3) /routes/GET ~1open/authorizer: The route names no authorizer. " +
                "Add 'authorizer', or make the route open with 'authorizationType': 'NONE'.",
                "(10,3) /routes/GET ~1pets: 'GET /pets' occurs twice; it is already at (8,3). Remove one of the two.",
                "(12,55) /cors/allowCredentials: Credentials are allowed for every origin. " +
                "Name the origins in 'allowOrigins', or leave 'allowCredentials' out.",
                "(13,19) /compatibility: 'AWS' is not a value of 'compatibility'. Write 'standard' or 'aws'.",
            ],
            TestDefinitions.ProblemsOfFile(json).Split('\n'));
    }

    [Theory]
    [InlineData("JWT", "idp", null)]
    [InlineData("CUSTOM", "keys", null)]
    [InlineData("JWT", "keys", "The authorizer 'keys' is of another kind. Write 'CUSTOM', or leave it out.")]
    [InlineData("CUSTOM", "idp", "The authorizer 'idp' is of another kind. Write 'JWT', or leave it out.")]
    public void Rejects_AnAuthorizationType_OfAnotherKindOfAuthorizer(string type, string authorizer, string? problem)
    {
        string json = $$"""
            {
              "authorizers": {
                "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "https://a.example.com/", "audience": ["api"] } },
                "keys": { "type": "REQUEST", "authorizerUri": "keys", "identitySource": ["$request.header.Authorization"] }
              },
              "routes": { "GET /a": { "authorizationType": "{{type}}", "authorizer": "{{authorizer}}" } }
            }
            """;

        Assert.Equal(
            problem is null ? null : "/routes/GET ~1a/authorizationType: " + problem,
            Record.Exception(() => ApiDefinitionReader.Read(Encoding.UTF8.GetBytes(json))) is ApiDefinitionException refused
                ? $"{refused.Problems.Single().Path}: {refused.Problems.Single().Message} {refused.Problems.Single().Remedy}"
                : null);
    }

    [Fact]
    public void Rejects_AThousandMistakes_AndReportsThatThereAreMore()
    {
        IEnumerable<string> members = Enumerable.Range(0, 1_100).Select(index => $"\"x{index}\":0");

        string[] problems = TestDefinitions.ProblemsOfFile($"{{{string.Join(',', members)}}}").Split('\n');

        Assert.Equal(1_001, problems.Length);
        Assert.EndsWith("There are more problems. Correct the listed ones first.", problems[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("as many as are read", 149_998, "(1,9) /name: 'name' must be a string, not a list. Put the value in quotes.")]
    [InlineData("one more", 149_999, "(1,1): The definition has more than 150000 values. Split the API.")]
    public void Rejects_TooManyValues(string description, int items, string problem)
    {
        string problems = TestDefinitions.ProblemsOfFile($"{{\"name\":[{string.Join(',', Enumerable.Repeat('0', items))}]}}");

        Assert.Equal((description, problem), (description, problems.Split('\n')[^1]));
    }

    [Theory]
    [InlineData("empty object", "{}", "(1,1) /routes: The definition has no routes. Add 'routes', with a route such as 'GET /pets'.")]
    [InlineData("not an object", "[]", "(1,1): A definition must be an object, not a list. Write an object with named members.")]
    [InlineData("null", "null", "(1,1): A definition must be an object, not null. Write an object with named members.")]
    [InlineData("routes of another type", """{"routes": 5}""", "(1,12) /routes: 'routes' must be an object, not a number. " +
        "Write an object with named members.")]
    [InlineData(
        "route of another type", """{"routes": {"GET /a": null}}""",
        "(1,23) /routes/GET ~1a: 'GET /a' must be an object, not null. Write an object with named members.")]
    [InlineData(
        "authorization type unknown", """{"routes": {"GET /a": {"authorizationType": "none"}}}""",
        "(1,45) /routes/GET ~1a/authorizationType: 'none' is not a value of 'authorizationType'. Write 'JWT' or 'CUSTOM' or 'NONE' or 'AWS_IAM'.")]
    [InlineData(
        "type JWT does not name the authorizer", """{"routes": {"GET /a": {"authorizationType": "JWT"}}}""",
        "(1,13) /routes/GET ~1a/authorizer: The route names no authorizer. " +
        "Add 'authorizer', or make the route open with 'authorizationType': 'NONE'.")]
    [InlineData(
        "unknown property", """{"routes": {"GET /a": {"authorizationType": "NONE", "throttle": 1}}}""",
        "(1,53) /routes/GET ~1a/throttle: 'throttle' is not a property here. " +
        "Remove it. Known are authorizationType, authorizer, tokenRequired, authorizationScopes, allScopes, condition, stepUp, tools, " +
        "maximumToolBody, allowEncodedSlash, integration.")]
    [InlineData(
        "boolean in quotes", """{"routes": {"GET /a": {"authorizationType": "NONE", "allowEncodedSlash": "false"}}}""",
        "(1,74) /routes/GET ~1a/allowEncodedSlash: 'allowEncodedSlash' must be true or false, not a string. " +
        "Write true or false, without quotes.")]
    [InlineData(
        "integration without type", """{"routes": {"GET /a": {"authorizationType": "NONE", "integration": {"uri": "http://b/"}}}}""",
        "(1,68) /routes/GET ~1a/integration/type: 'integration' has no 'type'. Add 'type' with the value 'HTTP_PROXY' or 'AWS_PROXY'.")]
    [InlineData(
        "integration with a misspelt type",
        """{"routes": {"GET /a": {"authorizationType": "NONE", "integration": {"typ": "HTTP_PROXY", "uri": "http://b/"}}}}""",
        "(1,69) /routes/GET ~1a/integration/typ: 'typ' is not a property here. Did you mean 'type'?")]
    [InlineData(
        "authorizer of another type", """{"routes": {"GET /a": {"authorizer": "idp"}}, "authorizers": {"idp": 5}}""",
        "(1,70) /authorizers/idp: 'idp' must be an object, not a number. Write an object with named members.")]
    [InlineData(
        "integration of another type",
        """{"routes": {"GET /a": {"authorizationType": "NONE", "integration": {"type": "HTTP", "uri": "http://b/"}}}}""",
        "(1,77) /routes/GET ~1a/integration/type: 'HTTP' is not a value of 'type'. Write 'HTTP_PROXY' or 'AWS_PROXY'.")]
    [InlineData(
        "item of another type", """{"routes": {"GET /a": {"authorizationType": "NONE", "allScopes": [true, "a"]}}}""",
        "(1,67) /routes/GET ~1a/allScopes/0: An item of 'allScopes' must be a string, not a boolean. Put the value in quotes.")]
    [InlineData(
        "fraction", """{"routes": {"GET /a": {"authorizationType": "NONE"}}, "cors": {"maxAge": 1.5}}""",
        "(1,74) /cors/maxAge: 'maxAge' must be a whole number of at most 2147483647, not 1.5. Write a whole number.")]
    [InlineData(
        "stage with unknown settings", """{"routes": {"GET /a": {"authorizationType": "NONE"}}, "stages": {"test": {"throttling": {}}}}""",
        "(1,75) /stages/test/throttling: 'throttling' is not a property here. Remove it. Known are stageVariables, " +
            "defaultRouteSettings, routeSettings, accessLogSettings, hosts.")]
    public void Rejects_OtherShapes(string description, string json, string expected) =>
        Assert.Equal((description, expected), (description, TestDefinitions.ProblemsOfFile(json)));

    [Theory]
    [InlineData("single entry", """{ "issuer": "", "audience": ["a"] }""", "(3,32) /authorizers/idp/jwtConfiguration/issuer")]
    [InlineData("list", """[{ "issuer": "", "audience": ["a"] }]""", "(3,33) /authorizers/idp/jwtConfiguration/0/issuer")]
    [InlineData("missing in a single entry", """{ "audience": ["a"] }""", "(3,1) /authorizers/idp/jwtConfiguration/issuer")]
    [InlineData("missing in a list", """[{ "audience": ["a"] }]""", "(3,21) /authorizers/idp/jwtConfiguration/0/issuer")]
    [InlineData("empty list", "[]", "(3,1) /authorizers/idp/jwtConfiguration")]
    [InlineData("no object", "7", "(3,20) /authorizers/idp/jwtConfiguration")]
    [InlineData("list of no object", "[7]", "(3,21) /authorizers/idp/jwtConfiguration/0")]
    public void Rejects_AJwtConfiguration_AtItsOwnPlace(string description, string entry, string place)
    {
        string problems = TestDefinitions.ProblemsOfFile(
            $$"""
            { "routes": { "GET /a": { "authorizer": "idp" } },
            "authorizers": { "idp": { "type": "JWT",
            "jwtConfiguration":{{entry}} } } }
            """);

        Assert.DoesNotContain("\n", problems, StringComparison.Ordinal);
        Assert.Equal((description, place), (description, problems[..problems.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void Rejects_WithAnException_ThatNamesEveryProblem()
    {
        ApiDefinitionException exception = Assert.Throws<ApiDefinitionException>(
            () => ApiDefinitionReader.Read("""{"routes": {"a": {}}}"""u8));

        Assert.Equal(["/routes/a", "/routes/a/authorizer"], exception.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void Rejects_AMissingFile() =>
        Assert.Throws<FileNotFoundException>(() => ApiDefinitionReader.ReadFile(RepositoryFile.FullPath("samples/nowhere.json")));
}
