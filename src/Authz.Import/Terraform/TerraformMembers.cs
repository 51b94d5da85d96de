using Authz.Import.Tree;

namespace Authz.Import.Terraform;

/// <summary>
/// Reports what nobody reads: members that a newer provider may have, resources of another provider, and the rest of a plan that is not
/// complete. In what decides about access it is a problem, elsewhere a notice.
/// </summary>
internal static class TerraformMembers
{
    private const string OtherProvider = "awscc_apigatewayv2_";

    // The members of the AWS provider 6 that are read, or have no part in access.
    private static readonly Dictionary<string, (bool DecidesAccess, string[] Names)> s_known = new(StringComparer.Ordinal)
    {
        ["aws_apigatewayv2_api"] = (false,
        [
            "api_endpoint", "api_key_selection_expression", "arn", "body", "cors_configuration", "credentials_arn", "description",
            "disable_execute_api_endpoint", "execution_arn", "fail_on_warnings", "id", "ip_address_type", "name", "protocol_type", "region",
            "route_key", "route_selection_expression", "tags", "tags_all", "target", "version",
        ]),
        ["aws_apigatewayv2_authorizer"] = (true,
        [
            "api_id", "authorizer_credentials_arn", "authorizer_payload_format_version", "authorizer_result_ttl_in_seconds",
            "authorizer_type", "authorizer_uri", "enable_simple_responses", "id", "identity_sources", "jwt_configuration", "name", "region",
        ]),
        ["aws_apigatewayv2_integration"] = (false,
        [
            "api_id", "connection_id", "connection_type", "content_handling_strategy", "credentials_arn", "description", "id",
            "integration_method", "integration_response_selection_expression", "integration_subtype", "integration_type",
            "integration_uri", "passthrough_behavior", "payload_format_version", "region", "request_parameters", "request_templates",
            "response_parameters", "template_selection_expression", "timeout_milliseconds", "tls_config",
        ]),
        ["aws_apigatewayv2_route"] = (true,
        [
            "api_id", "api_key_required", "authorization_scopes", "authorization_type", "authorizer_id", "id",
            "model_selection_expression", "operation_name", "region", "request_models", "request_parameter", "route_key",
            "route_response_selection_expression", "target",
        ]),
        ["aws_apigatewayv2_stage"] = (false,
        [
            "access_log_settings", "api_id", "arn", "auto_deploy", "client_certificate_id", "default_route_settings", "deployment_id",
            "description", "execution_arn", "id", "invoke_arn", "invoke_url", "name", "region", "route_settings", "stage_variables", "tags",
            "tags_all",
        ]),
    };

    public static void Check(DefinitionNode root, IEnumerable<TerraformResource> instances, ImportReport report)
    {
        if (root.Get("complete") is { Kind: DefinitionNodeKind.Boolean, Text: "false" } incomplete)
        {
            report.Notice(
                incomplete.Position, "The plan is not complete: what it leaves out is not read.", "Plan the whole, without '-target'.");
        }

        foreach (TerraformResource instance in instances)
        {
            if (instance.Type.StartsWith(OtherProvider, StringComparison.Ordinal))
            {
                report.RefuseUnsupported(
                    instance.Position, $"'{instance.Address}' is of the provider 'awscc', which is not read.", "Use the provider 'aws' for it.");
            }
            else if (s_known.TryGetValue(instance.Type, out (bool DecidesAccess, string[] Names) known))
            {
                Check(instance, known.DecidesAccess, known.Names, report);
            }
        }
    }

    private static void Check(TerraformResource instance, bool decidesAccess, string[] names, ImportReport report)
    {
        foreach (DefinitionMember member in instance.Values.Members.Where(member => !names.Contains(member.Name) && IsWritten(member.Value)))
        {
            string message = $"'{member.Name}' of '{instance.Address}' is not read.";
            if (decidesAccess)
            {
                report.RefuseUnsupported(member.NamePosition, message, "Remove it, or leave the resource out.");
            }
            else
            {
                report.Notice(member.NamePosition, message, "Access to the routes does not depend on it.");
            }
        }
    }

    // The provider writes what is not given as null, as an empty text or as an empty list.
    private static bool IsWritten(DefinitionNode value) => value is not
        ({ Kind: DefinitionNodeKind.Null } or { Kind: DefinitionNodeKind.String, Text: "" } or { Kind: DefinitionNodeKind.List, Items.Count: 0 }
        or { Kind: DefinitionNodeKind.Object, Members.Count: 0 });
}
