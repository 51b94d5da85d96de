using System.Text;
using Authz.Definitions;
using Authz.Import.Templates;
using Authz.Import.Tree;
using Authz.Import.Yaml;

namespace Authz.Import.Terraform;

/// <summary>Makes the resource of a template of an instance: the AWS provider's members are those of API Gateway under other names.</summary>
internal static class TerraformResources
{
    public const string Api = "aws_apigatewayv2_api";

    private const string Authorizer = "aws_apigatewayv2_authorizer";
    private const string Integration = "aws_apigatewayv2_integration";
    private const string Route = "aws_apigatewayv2_route";
    private const string Stage = "aws_apigatewayv2_stage";
    private const string Function = "aws_lambda_function";
    private const string Domain = "aws_apigatewayv2_domain_name";

    private static readonly (string From, string To)[] s_api =
    [
        ("name", "Name"), ("protocol_type", "ProtocolType"), ("target", "Target"), ("route_key", "RouteKey"),
        ("fail_on_warnings", "FailOnWarnings"),
    ];

    private static readonly (string From, string To)[] s_authorizer =
    [
        ("name", "Name"), ("authorizer_type", "AuthorizerType"), ("authorizer_uri", "AuthorizerUri"),
        ("authorizer_payload_format_version", "AuthorizerPayloadFormatVersion"),
        ("authorizer_result_ttl_in_seconds", "AuthorizerResultTtlInSeconds"), ("enable_simple_responses", "EnableSimpleResponses"),
        ("identity_sources", "IdentitySource"),
    ];

    private static readonly (string From, string To)[] s_integration =
    [
        ("integration_type", "IntegrationType"), ("integration_uri", "IntegrationUri"), ("integration_method", "IntegrationMethod"),
        ("connection_type", "ConnectionType"), ("payload_format_version", "PayloadFormatVersion"),
        ("timeout_milliseconds", "TimeoutInMillis"), ("request_parameters", "RequestParameters"),
    ];

    private static readonly (string From, string To)[] s_route =
    [
        ("route_key", "RouteKey"), ("authorization_type", "AuthorizationType"), ("authorization_scopes", "AuthorizationScopes"),
    ];

    private static readonly (string From, string To)[] s_limits =
        [("throttling_burst_limit", "ThrottlingBurstLimit"), ("throttling_rate_limit", "ThrottlingRateLimit")];

    private static readonly (string From, string To)[] s_cors =
    [
        ("allow_credentials", "AllowCredentials"), ("allow_headers", "AllowHeaders"), ("allow_methods", "AllowMethods"),
        ("allow_origins", "AllowOrigins"), ("expose_headers", "ExposeHeaders"), ("max_age", "MaxAge"),
    ];

    /// <summary>The resource; null for one that has no part in an HTTP API.</summary>
    public static DefinitionNode? Build(TerraformResource resource, TerraformReferences references, ImportReport report) => resource.Type switch
    {
        Api => Wrap(TemplateImporter.ApiType, ApiProperties(resource, report), resource),
        Authorizer => Wrap(TemplateAuthorizers.Type, AuthorizerProperties(resource, references), resource),
        Integration => Wrap("AWS::ApiGatewayV2::Integration", IntegrationProperties(resource, references), resource),
        Route => Wrap("AWS::ApiGatewayV2::Route", RouteProperties(resource, references), resource),
        Stage => Wrap("AWS::ApiGatewayV2::Stage", StageProperties(resource, references), resource),
        Domain => Wrap(MutualTls.DomainType, DomainProperties(resource), resource),
        _ => null,
    };

    /// <summary>Whether resources of a type serve requests and have no part in access.</summary>
    public static bool IsBackend(string type) => type is Integration or Function;

    /// <summary>Reports references that decide about access and lead nowhere: without them a route would be lost or left open.</summary>
    public static void RefuseUnknownReferences(TerraformResource resource, TerraformReferences references, ImportReport report)
    {
        (string Member, string Type)[] decisive = resource.Type switch
        {
            Route => [("api_id", Api), ("authorizer_id", Authorizer)],
            Authorizer or Stage => [("api_id", Api)],
            _ => [],
        };
        foreach ((string member, string type) in decisive)
        {
            if (resource.Values.Get(member) is { Kind: DefinitionNodeKind.Unresolved } value && references.Find(resource, member, type) is null)
            {
                report.Refuse(
                    value.Position,
                    $"The plan does not show to which '{type}' '{resource.Address}.{member}' refers.",
                    $"Give its address with '--parameter {resource.Address}.{member}=ADDRESS'.",
                    DefinitionProblemCodes.Unresolved);
            }
        }
    }

    private static DefinitionNode Wrap(string type, DefinitionObjectBuilder properties, TerraformResource resource)
    {
        DefinitionObjectBuilder wrapped = new();
        wrapped.TryAdd("Type", resource.Position, DefinitionNode.String(type, resource.Position));
        wrapped.TryAdd("Properties", resource.Position, properties.Build(resource.Values.Position));
        return wrapped.Build(resource.Position);
    }

    private static DefinitionObjectBuilder ApiProperties(TerraformResource resource, ImportReport report)
    {
        DefinitionObjectBuilder properties = Rename(resource.Values, s_api);
        properties.Add("Body", Body(resource.Values.Get("body"), resource, report));
        properties.Add("CorsConfiguration", Block(resource.Values, "cors_configuration") is { } cors ? Renamed(cors, s_cors) : null);
        return properties;
    }

    private static DefinitionObjectBuilder AuthorizerProperties(TerraformResource resource, TerraformReferences references)
    {
        DefinitionObjectBuilder properties = Rename(resource.Values, s_authorizer);
        properties.Add("ApiId", Reference(resource, "api_id", Api, references));
        if (references.Find(resource, "authorizer_uri", Function) is { } function)
        {
            properties = Rename(resource.Values, [.. s_authorizer.Where(pair => pair.To != "AuthorizerUri")]);
            properties.Add("ApiId", Reference(resource, "api_id", Api, references));
            properties.Add("AuthorizerUri", FunctionName(function));
        }

        if (Block(resource.Values, "jwt_configuration") is { } jwt)
        {
            properties.Add("JwtConfiguration", Renamed(jwt, [("audience", "Audience"), ("issuer", "Issuer")]));
        }

        return properties;
    }

    private static DefinitionObjectBuilder IntegrationProperties(TerraformResource resource, TerraformReferences references)
    {
        bool isFunction = references.Find(resource, "integration_uri", Function) is not null;
        DefinitionObjectBuilder properties = Rename(
            resource.Values, [.. s_integration.Where(pair => !isFunction || pair.To != "IntegrationUri")]);
        properties.Add("ApiId", Reference(resource, "api_id", Api, references));
        if (isFunction)
        {
            properties.Add("IntegrationUri", FunctionName(references.Find(resource, "integration_uri", Function)!));
        }

        if (Block(resource.Values, "tls_config") is { } tls)
        {
            properties.Add("TlsConfig", tls);
        }

        properties.Add("ResponseParameters", ResponseParameters(resource));
        return properties;
    }

    // The provider has a list of blocks, each with its status code and mappings.
    private static DefinitionNode? ResponseParameters(TerraformResource resource)
    {
        DefinitionObjectBuilder parameters = new();
        foreach (DefinitionNode block in resource.Values.Get("response_parameters")?.Items ?? [])
        {
            if (block.Get("status_code").PlainText() is { } status && block.Get("mappings") is { } mappings)
            {
                parameters.TryAdd(status, block.Position, mappings);
            }
        }

        return parameters.Build(resource.Position) is { Members.Count: > 0 } written ? written : null;
    }

    private static DefinitionObjectBuilder DomainProperties(TerraformResource resource)
    {
        DefinitionObjectBuilder properties = new();
        properties.Add("MutualTlsAuthentication", Block(resource.Values, "mutual_tls_authentication"));
        return properties;
    }

    private static DefinitionObjectBuilder RouteProperties(TerraformResource resource, TerraformReferences references)
    {
        DefinitionObjectBuilder properties = Rename(resource.Values, s_route);
        properties.Add("ApiId", Reference(resource, "api_id", Api, references));
        properties.Add("AuthorizerId", Reference(resource, "authorizer_id", Authorizer, references));
        properties.Add("Target", Reference(resource, "target", Integration, references));
        return properties;
    }

    private static DefinitionObjectBuilder StageProperties(TerraformResource resource, TerraformReferences references)
    {
        DefinitionObjectBuilder properties = Rename(resource.Values, [("name", "StageName"), ("stage_variables", "StageVariables")]);
        properties.Add("ApiId", Reference(resource, "api_id", Api, references));
        if (Block(resource.Values, "access_log_settings") is { } log)
        {
            properties.Add("AccessLogSettings", Renamed(log, [("destination_arn", "DestinationArn"), ("format", "Format")]));
        }

        if (Block(resource.Values, "default_route_settings") is { } limits)
        {
            properties.Add("DefaultRouteSettings", Renamed(limits, s_limits));
        }

        DefinitionObjectBuilder routes = new();
        foreach (DefinitionNode settings in resource.Values.Get("route_settings")?.Items ?? [])
        {
            if (settings.Get("route_key").PlainText() is { } key)
            {
                routes.TryAdd(key, settings.Position, Renamed(settings, s_limits));
            }
        }

        properties.Add("RouteSettings", routes.Build(resource.Position) is { Members.Count: > 0 } written ? written : null);
        return properties;
    }

    private static DefinitionNode? Reference(TerraformResource resource, string member, string type, TerraformReferences references)
    {
        DefinitionNode? value = resource.Values.Get(member);
        if (references.Find(resource, member, type) is { } found)
        {
            return DefinitionNode.Unresolved($"${{{found.Address}.id}}", "", (value ?? resource.Values).Position);
        }

        return value is { Kind: DefinitionNodeKind.String, Text.Length: 0 } ? null : value;
    }

    private static DefinitionNode FunctionName(TerraformResource function) => DefinitionNode.String(
        function.Values.Get("function_name").PlainText() ?? function.Name, function.Position);

    // A block is a list of one; an absent one is an empty list.
    private static DefinitionNode? Block(DefinitionNode values, string name) =>
        values.Get(name) is { Kind: DefinitionNodeKind.List, Items: [DefinitionNode only, ..] } ? only : null;

    private static DefinitionNode? Body(DefinitionNode? body, TerraformResource resource, ImportReport report)
    {
        if (body is not { Kind: DefinitionNodeKind.String } || body.Text.Length == 0)
        {
            return body is { Kind: DefinitionNodeKind.String } ? null : body;
        }

        // Places in the text of the document are not places in the plan.
        DefinitionReport problems = new();
        DefinitionNode? tree = SourceText.Read(Encoding.UTF8.GetBytes(body.Text), problems);
        report.Problems.AddRange(problems.Problems.Select(problem => problem with { File = $"{resource.Address}.body" }));
        return tree?.InFile($"{resource.Address}.body");
    }

    private static DefinitionNode Renamed(DefinitionNode values, (string From, string To)[] names) => Rename(values, names).Build(values.Position);

    // The provider writes what is not given as null, as an empty text or as an empty list.
    private static DefinitionObjectBuilder Rename(DefinitionNode values, (string From, string To)[] names)
    {
        DefinitionObjectBuilder renamed = new();
        foreach ((string from, string to) in names)
        {
            DefinitionNode? value = values.Get(from);
            renamed.Add(to, value is { Kind: DefinitionNodeKind.String, Text: "" } or { Kind: DefinitionNodeKind.List, Items.Count: 0 } ? null : value);
        }

        return renamed;
    }
}
