using System.Text;

namespace Authz.Import.Tests.Terraform;

/// <summary>What of a plan is refused or noted, in Terraform's words, as tables.</summary>
public sealed class TerraformRulesTests
{
    private const string Api = Start + "\"aws_apigatewayv2_api.a\",\"type\":\"aws_apigatewayv2_api\",\"name\":\"a\",\"values\":{\"id\":\"a\",\"name\":\"n\",\"protocol_type\":\"HTTP\"<api>}}";

    private const string Start = "{\"mode\":\"managed\",\"address\":";

    [Theory]
    [InlineData("an authorizer that is not there", "\"authorization_type\":\"JWT\",\"authorizer_id\":\"x\"", "Let 'authorizer_id' refer to an 'aws_apigatewayv2_authorizer' of the plan.")]
    [InlineData("an authorizer, but NONE", "\"authorization_type\":\"NONE\",\"authorizer_id\":\"j\"", "Write 'authorization_type = \"JWT\"', or 'CUSTOM' for a Lambda authorizer.")]
    [InlineData("another type", "\"authorization_type\":\"CUSTOM\",\"authorizer_id\":\"j\"", "Write 'authorization_type = \"JWT\"'.")]
    [InlineData("a member of a newer provider", "\"authorization_type\":\"NONE\",\"authorization_policy\":\"p\"", "Remove it, or leave the resource out.")]
    public void Rejects_ARoute_WithARemedyInTermsOfTerraform(string rule, string values, string remedy)
    {
        ImportedDefinition imported = Import($"{Api}, {Authorizer()}, {Route(values)}");

        Assert.Equal((rule, remedy), (rule, Assert.Single(imported.Problems).Remedy));
    }

    [Theory]
    [InlineData("a resource of awscc", Start + "\"awscc_apigatewayv2_route.r\",\"type\":\"awscc_apigatewayv2_route\",\"name\":\"r\",\"values\":{}}", "'awscc_apigatewayv2_route.r' is of the provider 'awscc', which is not read.")]
    [InlineData(
        "client certificates",
        Start + "\"aws_apigatewayv2_domain_name.d\",\"type\":\"aws_apigatewayv2_domain_name\",\"name\":\"d\",\"values\":{\"mutual_tls_authentication\":[{\"truststore_uri\":\"s3://x/y\"}]}}",
        "The domain asks for client certificates ('mutual_tls_authentication'), which are not asked for here.")]
    public void Rejects_AResource(string rule, string resource, string message) => Assert.Equal(
        (rule, message), (rule, Assert.Single(Import($"{Api}, {resource}").Problems).Message));

    [Theory]
    [InlineData("no address", "{\"resources\":[]}", "A module has no address below that of its parent.")]
    [InlineData("no module", "{\"address\":\"x\",\"resources\":[]}", "A module has no address below that of its parent.")]
    [InlineData("no name", "{\"address\":\"module.\",\"resources\":[]}", "A module has no address below that of its parent.")]
    [InlineData("a resource without type", "{\"address\":\"module.x\",\"resources\":[{\"address\":\"module.x.a.b\",\"mode\":\"managed\",\"name\":\"b\"}]}", "A resource has no 'address', 'mode', 'type' or 'name'.")]
    public void Rejects_AModuleThatCannotBePlaced(string rule, string module, string message)
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(
            "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{\"resources\":[" + Api.Replace("<api>", "", StringComparison.Ordinal) +
            "],\"child_modules\":[" + module + "]}}}"));

        Assert.Equal((rule, message), (rule, Assert.Single(imported.Problems).Message));
    }

    [Fact]
    public void Serves_ADomainWithoutClientCertificates() => Assert.NotNull(Import(
        $"{Api}, {Start}\"aws_apigatewayv2_domain_name.d\",\"type\":\"aws_apigatewayv2_domain_name\",\"name\":\"d\",\"values\":{{\"mutual_tls_authentication\":[]}}}}").Definition);

    [Fact]
    public void Serves_AnApiWithAMemberOfANewerProvider_AndSaysSo() => Assert.Equal(
        "'rate_plan' of 'aws_apigatewayv2_api.a' is not read.",
        Assert.Single(Import(Api.Replace("<api>", ",\"rate_plan\":\"x\",\"region\":\"eu-west-1\",\"other\":null", StringComparison.Ordinal)).Notices).Message);

    [Fact]
    public void Serves_AnIncompletePlan_AndSaysSo() => Assert.Equal(
        "The plan is not complete: what it leaves out is not read.", Assert.Single(Import(Api, ",\"complete\":false").Notices).Message);

    [Fact]
    public void Rejects_AnAuthorizationTypeThatOnlyDeploymentKnows_AndAsksForIt() => Assert.Equal(
        "Give it with '--parameter aws_apigatewayv2_route.r.authorization_type=VALUE'.",
        Assert.Single(Import(
            $"{Api}, {Route("\"x\":null")}",
            ",\"resource_changes\":[{\"address\":\"aws_apigatewayv2_route.r\",\"change\":{\"after_unknown\":{\"authorization_type\":true}}}]").Problems).Remedy);

    [Theory]
    [InlineData("by a literal key", "\"aws_apigatewayv2_authorizer.j[\\\"b\\\"].id\",\"aws_apigatewayv2_authorizer.j[\\\"b\\\"]\",\"aws_apigatewayv2_authorizer.j\"", "GET /a = jb")]
    [InlineData("by the route's own key", "\"aws_apigatewayv2_authorizer.j\",\"each.key\"", null)]
    [InlineData("by another member of the loop", "\"each.value.auth\",\"each.value\",\"aws_apigatewayv2_authorizer.j\"", null)]
    [InlineData("by a variable", "\"var.auth\",\"aws_apigatewayv2_authorizer.j\"", null)]
    public void Serves_OneOfSeveralAuthorizers_OnlyWhereThePlanShowsWhich(string rule, string references, string? expected)
    {
        string plan = $"{Api}, {Authorizer("[\\\"a\\\"]", "ja")}, {Authorizer("[\\\"b\\\"]", "jb")}, " +
            Route("\"authorization_type\":\"JWT\"").Replace("_route.r\"", "_route.r[\\\"a\\\"]\"", StringComparison.Ordinal).Replace("\"name\":\"r\"", "\"name\":\"r\",\"index\":\"a\"", StringComparison.Ordinal);
        string rest = ",\"resource_changes\":[{\"address\":\"aws_apigatewayv2_route.r[\\\"a\\\"]\",\"change\":{\"after_unknown\":{\"authorizer_id\":true}}}]," +
            "\"configuration\":{\"root_module\":{\"resources\":[{\"address\":\"aws_apigatewayv2_route.r\",\"expressions\":{\"authorizer_id\":{\"references\":[" + references + "]}}}]}}";

        ImportedDefinition imported = Import(plan, rest);

        Assert.Equal((rule, expected), (rule, imported.Definition is null ? null : ImportedAccess.Of(imported)));
        Assert.Equal(
            expected is null,
            imported.Problems.Any(problem => problem.Remedy == "Give its address with '--parameter aws_apigatewayv2_route.r[\"a\"].authorizer_id=ADDRESS'."));
    }

    [Fact]
    public void Serves_WhatAnIntegrationAndAStageAddToAnswersAndLogs()
    {
        ApiDefinition definition = Import(
            $"{Api}, {Route("\"authorization_type\":\"NONE\",\"target\":\"integrations/i\"")}, " +
            Start + "\"aws_apigatewayv2_integration.i\",\"type\":\"aws_apigatewayv2_integration\",\"name\":\"i\",\"values\":{\"id\":\"i\",\"api_id\":\"a\",\"integration_type\":\"HTTP_PROXY\"," +
            "\"integration_uri\":\"https://b.example.com/\",\"integration_method\":\"GET\",\"response_parameters\":[{\"status_code\":\"403\",\"mappings\":{\"append:header.x\":\"y\"}}]}}, " +
            Start + "\"aws_apigatewayv2_stage.s\",\"type\":\"aws_apigatewayv2_stage\",\"name\":\"s\",\"values\":{\"api_id\":\"a\",\"name\":\"$default\",\"access_log_settings\":[{\"destination_arn\":\"arn:x\",\"format\":\"$context.requestId\"}]}}").Definition!;

        Assert.Equal("y", definition.Routes["GET /a"].Integration!.ResponseParameters["403"]["append:header.x"]);
        Assert.Equal("$context.requestId", definition.Stages["$default"].AccessLogSettings!.Format);
    }

    private static string Authorizer(string index = "", string name = "j") =>
        Start + $"\"aws_apigatewayv2_authorizer.j{index}\",\"type\":\"aws_apigatewayv2_authorizer\",\"name\":\"j\"{(index.Length == 0 ? "" : ",\"index\":\"" + index[3..^3] + "\"")}," +
        $"\"values\":{{\"id\":\"{name}\",\"api_id\":\"a\",\"name\":\"{name}\",\"authorizer_type\":\"JWT\",\"identity_sources\":[\"$request.header.A\"]," +
        "\"jwt_configuration\":[{\"issuer\":\"https://id.example.com/\",\"audience\":[\"a\"]}]}}";

    private static string Route(string values) =>
        Start + $"\"aws_apigatewayv2_route.r\",\"type\":\"aws_apigatewayv2_route\",\"name\":\"r\",\"values\":{{\"api_id\":\"a\",\"route_key\":\"GET /a\",{values}}}}}";

    private static ImportedDefinition Import(string resources, string rest = "") => DefinitionImporter.Import(Encoding.UTF8.GetBytes(
        "{\"format_version\":\"1.2\",\"planned_values\":{\"root_module\":{\"resources\":[" + resources.Replace("<api>", "", StringComparison.Ordinal) + "]}}" + rest + "}"));
}
