using Authz.Import.Tree;

namespace Authz.Import.Terraform;

/// <summary>Says what was found in the resources of a template in the words of Terraform, which the user wrote.</summary>
internal static class TerraformWording
{
    private static readonly (string Template, string Terraform)[] s_words =
    [
        ("'AuthorizationType: JWT'", "'authorization_type = \"JWT\"'"), ("'AuthorizationType: CUSTOM'", "'authorization_type = \"CUSTOM\"'"),
        ("'AuthorizerType: JWT'", "'authorizer_type = \"JWT\"'"), ("'AuthorizationType'", "'authorization_type'"),
        ("'AuthorizationScopes'", "'authorization_scopes'"), ("'AuthorizerId'", "'authorizer_id'"), ("'ApiId'", "'api_id'"),
        ("'RouteKey'", "'route_key'"), ("'FailOnWarnings'", "'fail_on_warnings'"), ("'CorsConfiguration'", "'cors_configuration'"),
        ("'JwtConfiguration'", "'jwt_configuration'"), ("'MutualTlsAuthentication'", "'mutual_tls_authentication'"),
        ("'AWS::ApiGatewayV2::Authorizer'", "'aws_apigatewayv2_authorizer'"), ("'AWS::ApiGatewayV2::Route'", "'aws_apigatewayv2_route'"),
        (" be a 'Ref' to ", " refer to "), ("the template", "the plan"), ("'tlsConfig'", "'tls_config'"),
    ];

    /// <summary>Moves what was found into the file's report.</summary>
    public static void Move(ImportReport from, ImportReport to)
    {
        to.Problems.AddRange(from.Problems.Problems.Select(Translate));
        foreach (DefinitionProblem notice in from.Notices)
        {
            to.Add(Translate(notice));
        }

        to.Apis = from.Apis;
        to.StatedOpen.UnionWith(from.StatedOpen);
    }

    private static DefinitionProblem Translate(DefinitionProblem problem) =>
        problem with { Message = Translate(problem.Message), Remedy = Translate(problem.Remedy) };

    private static string Translate(string text) =>
        s_words.Aggregate(text, (said, word) => said.Replace(word.Template, word.Terraform, StringComparison.Ordinal));
}
