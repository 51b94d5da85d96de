using System.Text;

namespace Authz.Import.Tests.Terraform;

/// <summary>Plans and states in the shape that <c>terraform show -json</c> documents, written for these tests.</summary>
public sealed class TerraformImporterTests
{
    private const string Jwt = """
        {"address":"aws_apigatewayv2_authorizer.j","mode":"managed","type":"aws_apigatewayv2_authorizer","name":"j","values":{
          "name":"cognito","authorizer_type":"JWT","identity_sources":["$request.header.Authorization"],"authorizer_uri":null,
          "jwt_configuration":[{"audience":["a"],"issuer":"https://id.example.com/"}]}}
        """;

    private const string Api = """
        {"address":"aws_apigatewayv2_api.main","mode":"managed","type":"aws_apigatewayv2_api","name":"main","values":{
          "name":"pets","protocol_type":"HTTP","body":null,"cors_configuration":[{"allow_origins":["https://app.example.com"],"allow_methods":["GET"],
          "allow_headers":null,"expose_headers":null,"allow_credentials":null,"max_age":0}],"target":null,"route_key":null}}
        """;

    private const string Integration = """
        {"address":"aws_apigatewayv2_integration.f","mode":"managed","type":"aws_apigatewayv2_integration","name":"f","values":{
          "integration_type":"AWS_PROXY","payload_format_version":"2.0","timeout_milliseconds":5000,"request_parameters":null}}
        """;

    private const string Lambda = """
        {"address":"aws_lambda_function.f","mode":"managed","type":"aws_lambda_function","name":"f","values":{"function_name":"pets-f"}}
        """;

    private const string Configuration = """
        {"address":"aws_apigatewayv2_authorizer.j","type":"aws_apigatewayv2_authorizer","name":"j","expressions":{
          "api_id":{"references":["aws_apigatewayv2_api.main.id","aws_apigatewayv2_api.main"]}}},
        {"address":"aws_apigatewayv2_integration.f","type":"aws_apigatewayv2_integration","name":"f","expressions":{
          "api_id":{"references":["aws_apigatewayv2_api.main.id","aws_apigatewayv2_api.main"]},
          "integration_uri":{"references":["aws_lambda_function.f.invoke_arn","aws_lambda_function.f"]}}},
        {"address":"aws_apigatewayv2_route.r","type":"aws_apigatewayv2_route","name":"r","expressions":{
          "api_id":{"references":["aws_apigatewayv2_api.main.id","aws_apigatewayv2_api.main"]},
          "authorizer_id":{"references":["aws_apigatewayv2_authorizer.j.id","aws_apigatewayv2_authorizer.j"]},
          "target":{"references":["aws_apigatewayv2_integration.f.id","aws_apigatewayv2_integration.f"]}}}
        """;

    [Fact]
    public void Serves_APlan_ByItsReferences()
    {
        ImportedDefinition imported = Import(Plan($"{Api}, {Jwt}, {Integration}, {Lambda}, {Route("[\\\"GET /pets/{id}\\\"]", "GET /pets/{id}")}"));

        Assert.Equal((DefinitionFormat.Terraform, "GET /pets/{id} = cognito pets:read"), (imported.Format, ImportedAccess.Of(imported)));
        IntegrationDefinition integration = imported.Definition!.Routes["GET /pets/{id}"].Integration!;
        Assert.Equal(("pets-f", TimeSpan.FromSeconds(5)), (integration.Uri, integration.Timeout));
        Assert.Equal("https://app.example.com", Assert.Single(imported.Definition.Cors!.AllowOrigins));
    }

    [Theory]
    [InlineData("NONE", "GET /a = open")]
    [InlineData("AWS_IAM", "GET /a = iam")]
    public void Serves_ARouteWithoutAuthorizer(string type, string expected) => Assert.Equal(
        expected, ImportedAccess.Of(Import(Plan($"{Api}, {Route("", "GET /a", type, authorizerUnknown: false)}"))));

    [Fact]
    public void Rejects_AValueThatOnlyDeploymentKnows_AndAsksForItByAddress()
    {
        string plan = Plan($"{Api}, {Jwt}, {Route("", "GET /a")}", """
            , {"address":"aws_apigatewayv2_authorizer.j","change":{"after_unknown":{"api_id":true,"id":true,"jwt_configuration":[{"audience":[false],"issuer":true}]}}}
            """);

        Assert.Equal(
            "Give it with '--parameter aws_apigatewayv2_authorizer.j.jwt_configuration[0].issuer=VALUE'.",
            Assert.Single(Import(plan).Problems).Remedy);
        ImportedDefinition given = Import(
            plan, ("aws_apigatewayv2_authorizer.j.jwt_configuration[0].issuer", "https://cognito-idp.eu-west-1.amazonaws.com/p"));
        Assert.Equal("https://cognito-idp.eu-west-1.amazonaws.com/p", given.Definition!.Authorizers["cognito"].JwtConfiguration[0].Issuer);
    }

    [Theory]
    [InlineData("api_id", "aws_apigatewayv2_api")]
    [InlineData("authorizer_id", "aws_apigatewayv2_authorizer")]
    public void Rejects_AReferenceThatThePlanDoesNotShow_UnlessItIsGiven(string member, string type)
    {
        string references = member == "api_id" ? "aws_apigatewayv2_api.main" : "aws_apigatewayv2_authorizer.j";
        int route = Configuration.IndexOf("aws_apigatewayv2_route.r", StringComparison.Ordinal);
        string hidden = Configuration[..route] +
            Configuration[route..].Replace($"\"{references}.id\",\"{references}\"", "\"local.x\"", StringComparison.Ordinal);
        string plan = Plan($"{Api}, {Jwt}, {Route("", "GET /a")}", configuration: hidden);

        Assert.Contains(
            Import(plan).Problems,
            problem => problem.Message == $"The plan does not show to which '{type}' 'aws_apigatewayv2_route.r.{member}' refers.");
        Assert.Equal("GET /a = cognito pets:read", ImportedAccess.Of(Import(plan, ($"aws_apigatewayv2_route.r.{member}", references))));
    }

    [Theory]
    [InlineData("one of two", "\"var.strict\",\"aws_apigatewayv2_authorizer.j.id\",\"aws_apigatewayv2_authorizer.j\"", false)]
    [InlineData("either of two", "\"aws_apigatewayv2_authorizer.j.id\",\"aws_apigatewayv2_authorizer.j\",\"aws_apigatewayv2_authorizer.k.id\"", false)]
    [InlineData("another instance", "\"aws_apigatewayv2_authorizer.j[1].id\",\"aws_apigatewayv2_authorizer.j[1]\",\"aws_apigatewayv2_authorizer.j\"", false)]
    [InlineData("by the loop's key", "\"aws_apigatewayv2_authorizer.j\",\"each.key\"", true)]
    public void Rejects_AReferenceThatAConditionDecides(string rule, string references, bool isFound)
    {
        const string Known = "\"aws_apigatewayv2_authorizer.j.id\",\"aws_apigatewayv2_authorizer.j\"";
        string plan = Plan($"{Api}, {Jwt}, {Route("", "GET /a")}", configuration: Configuration.Replace(Known, references, StringComparison.Ordinal));

        Assert.Equal((rule, isFound), (rule, Import(plan).Definition is not null));
    }

    [Fact]
    public void Serves_AState_ByItsIds() => Assert.Equal(
        "GET /a = cognito",
        ImportedAccess.Of(Import("""
            {"format_version":"1.0","terraform_version":"1.9.0","values":{"root_module":{"resources":[
              {"address":"aws_apigatewayv2_api.main","mode":"managed","type":"aws_apigatewayv2_api","name":"main","values":{"id":"abc","name":"pets","protocol_type":"HTTP"}},
              {"address":"aws_apigatewayv2_authorizer.j","mode":"managed","type":"aws_apigatewayv2_authorizer","name":"j","values":{"id":"auth1","api_id":"abc","name":"cognito",
                "authorizer_type":"JWT","identity_sources":["$request.header.Authorization"],"jwt_configuration":[{"audience":["a"],"issuer":"https://id.example.com/"}]}},
              {"address":"aws_apigatewayv2_route.r","mode":"managed","type":"aws_apigatewayv2_route","name":"r","values":{"id":"r1","api_id":"abc","route_key":"GET /a",
                "authorization_type":"JWT","authorizer_id":"auth1","authorization_scopes":[],"target":""}}]}}}
            """)));

    [Fact]
    public void Serves_RoutesOfAModule_ThatGetTheApiFromOutside() => Assert.Equal(
        "GET /inside = cognito",
        ImportedAccess.Of(Import("""
            {"format_version":"1.2","planned_values":{"root_module":{"resources":[<0>, <1>],"child_modules":[{"address":"module.routes[0]","resources":[
              {"address":"module.routes[0].aws_apigatewayv2_route.r","mode":"managed","type":"aws_apigatewayv2_route","name":"r","values":{"route_key":"GET /inside","authorization_type":"JWT","authorization_scopes":null}}]}]}},
             "resource_changes":[{"address":"aws_apigatewayv2_authorizer.j","change":{"after_unknown":{"api_id":true,"id":true}}},
              {"address":"module.routes[0].aws_apigatewayv2_route.r","change":{"after_unknown":{"api_id":true,"authorizer_id":true}}}],
             "configuration":{"root_module":{"resources":[<2>],"module_calls":{"routes":{
               "expressions":{"api":{"references":["aws_apigatewayv2_api.main.id","aws_apigatewayv2_api.main"]},"auth":{"references":["aws_apigatewayv2_authorizer.j.id","aws_apigatewayv2_authorizer.j"]} },
               "module":{"resources":[{"address":"aws_apigatewayv2_route.r","type":"aws_apigatewayv2_route","name":"r","expressions":{
                 "api_id":{"references":["var.api"]},"authorizer_id":{"references":["var.auth"]} } }] } } } } } }
            """
            .Replace("<0>", Api, StringComparison.Ordinal)
            .Replace("<1>", Jwt, StringComparison.Ordinal)
            .Replace("<2>", Configuration, StringComparison.Ordinal))));

    [Fact]
    public void Serves_TheBodyOfAnApi_AndNamesPlacesInIt()
    {
        string Body(string security) => Plan("""
            {"address":"aws_apigatewayv2_api.main","mode":"managed","type":"aws_apigatewayv2_api","name":"main","values":{"name":"n","protocol_type":"HTTP",
             "body":"{\"openapi\":\"3.0.1\",\"paths\":{\"/a\":{\"get\":{SECURITY}}}}"}}
            """.Replace("SECURITY", security, StringComparison.Ordinal));

        Assert.Equal("GET /a = open", ImportedAccess.Of(Import(Body(""))));
        DefinitionProblem problem = Assert.Single(Import(Body("\\\"security\\\":[{\\\"x\\\":[]}]")).Problems);
        Assert.Equal("aws_apigatewayv2_api.main.body", problem.File);
    }

    private static string Route(string index, string key, string type = "JWT", bool authorizerUnknown = true) => """
        {"address":"aws_apigatewayv2_route.r<0>","mode":"managed","type":"aws_apigatewayv2_route","name":"r",<1>
         "values":{"route_key":"<2>","authorization_type":"<3>","authorization_scopes":<4><5>}}
        """
            .Replace("<0>", index, StringComparison.Ordinal)
            .Replace("<1>", index.Length > 0 ? $"\"index\":\"{key}\"," : "", StringComparison.Ordinal)
            .Replace("<2>", key, StringComparison.Ordinal)
            .Replace("<3>", type, StringComparison.Ordinal)
            .Replace("<4>", type == "JWT" ? "[\"pets:read\"]" : "null", StringComparison.Ordinal)
            .Replace("<5>", authorizerUnknown ? "" : ",\"authorizer_id\":null", StringComparison.Ordinal);

    private static string Plan(string resources, string changes = "", string configuration = Configuration)
    {
        string unknown = string.Concat(new[] { "", "[\\\"GET /pets/{id}\\\"]" }.Select(index =>
            $", {{\"address\":\"aws_apigatewayv2_route.r{index}\",\"change\":{{\"after_unknown\":{{\"api_id\":true,\"target\":true" +
            $"{(resources.Contains("\"authorizer_id\":null", StringComparison.Ordinal) ? "" : ",\"authorizer_id\":true")}}}}}}}"));
        string authorizer = changes.Length > 0 ? changes : """
            , {"address":"aws_apigatewayv2_authorizer.j","change":{"after_unknown":{"api_id":true,"id":true}}}
            """;
        return """
            {"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{"resources":[<0>]}},
             "resource_changes":[{"address":"aws_apigatewayv2_api.main","change":{"after_unknown":{"id":true} } },
              {"address":"aws_apigatewayv2_integration.f","change":{"after_unknown":{"api_id":true,"id":true,"integration_uri":true} } }<1><2>],
             "configuration":{"root_module":{"resources":[<3>] } } }
            """
            .Replace("<0>", resources, StringComparison.Ordinal)
            .Replace("<1>", unknown, StringComparison.Ordinal)
            .Replace("<2>", authorizer, StringComparison.Ordinal)
            .Replace("<3>", configuration, StringComparison.Ordinal);
    }

    private static ImportedDefinition Import(string text, params (string Name, string Value)[] parameters) => DefinitionImporter.Import(
        Encoding.UTF8.GetBytes(text), new ImportOptions { Parameters = parameters.ToDictionary(pair => pair.Name, pair => pair.Value) });
}
