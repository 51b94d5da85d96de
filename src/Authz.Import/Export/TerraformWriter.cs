using System.Text.Json.Nodes;
using Authz.Definitions.Mapping;

namespace Authz.Import.Export;

/// <summary>
/// Writes a Terraform configuration in JSON (<c>*.tf.json</c>) of resources <c>aws_apigatewayv2_*</c> (documentation of the AWS provider;
/// Terraform language, JSON configuration syntax).
/// </summary>
internal sealed class TerraformWriter
{
    private const string Api = "${aws_apigatewayv2_api.api.id}";
    private const string Partition = "aws_partition";
    private const string Region = "aws_region";
    private const string Account = "aws_caller_identity";

    // The service's own, which the provider would send as 0 where only one of the two is given.
    private const int DefaultBurst = 5_000;
    private const double DefaultRate = 10_000;

    private static readonly FunctionArn s_functions = new(
        $"${{data.{Partition}.current.partition}}", $"${{data.{Region}.current.id}}", $"${{data.{Account}.current.account_id}}");

    private readonly ApiDefinition _definition;
    private readonly ExportReport _report;
    private readonly OrderedDictionary<string, JsonObject> _resources = new(StringComparer.Ordinal);
    private readonly ResourceNames _authorizers;
    private readonly ResourceNames _routes;
    private readonly ResourceNames _stages;
    private readonly Dictionary<string, string> _integrations = new(StringComparer.Ordinal);
    private bool _namesFunctions;

    public TerraformWriter(ApiDefinition definition, ExportReport report)
    {
        _definition = definition;
        _report = report;
        _authorizers = new ResourceNames(definition.Authorizers.Keys.Concat(definition.LambdaAuthorizers.Keys), Name);
        _routes = new ResourceNames(definition.Routes.Keys, Name);
        _stages = new ResourceNames(DeployedStages.Of(definition).Select(stage => stage.Key), Name);
    }

    public JsonObject Write()
    {
        Add("aws_apigatewayv2_api", "api", JsonValues.Object(
            ("name", TerraformText.Escape(_definition.Name ?? "api")), ("protocol_type", "HTTP"),
            ("cors_configuration", _definition.Cors is { } cors ? Cors(cors) : null)));
        AddAuthorizers();
        foreach ((string key, RouteDefinition route) in _definition.Routes)
        {
            AddRoute(key, route);
        }

        foreach ((string name, StageDefinition stage) in DeployedStages.Of(_definition))
        {
            AddStage(name, stage);
        }

        AddPermissions();
        JsonObject resources = [];
        foreach ((string type, JsonObject named) in _resources)
        {
            resources.Add(type, named);
        }

        return JsonValues.Object(
            ("data", _namesFunctions ? Data() : null),
            ("resource", resources),
            ("output", JsonValues.Object(("api_endpoint", JsonValues.Object(("value", "${aws_apigatewayv2_api.api.api_endpoint}"))))));
    }

    private static JsonObject Data()
    {
        JsonObject data = [];
        foreach (string source in new[] { Partition, Region, Account })
        {
            data.Add(source, JsonValues.Object(("current", new JsonObject())));
        }

        return data;
    }

    private static string Name(string text)
    {
        string name = ResourceNames.InSnakeCase(text);
        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    private static JsonArray? Texts(IReadOnlyList<string> texts) => JsonValues.TextsOrNone([.. texts.Select(TerraformText.Escape)]);

    private static JsonObject? TextsByName(IReadOnlyDictionary<string, string> texts) => JsonValues.TextsByName(
        new OrderedDictionary<string, string>(texts.Select(text => KeyValuePair.Create(TerraformText.Escape(text.Key), TerraformText.Escape(text.Value))), StringComparer.Ordinal));

    private static JsonObject Cors(CorsDefinition cors) => JsonValues.Object(
        ("allow_origins", Texts(cors.AllowOrigins)),
        ("allow_methods", Texts(cors.AllowMethods)),
        ("allow_headers", Texts(cors.AllowHeaders)),
        ("expose_headers", Texts(cors.ExposeHeaders)),
        ("max_age", cors.MaxAge),
        ("allow_credentials", cors.AllowCredentials ? true : null));

    private static (double Rate, int Burst) Limits(RouteSettings settings, RouteSettings? otherwise) => (
        settings.ThrottlingRateLimit ?? otherwise?.ThrottlingRateLimit ?? DefaultRate,
        settings.ThrottlingBurstLimit ?? otherwise?.ThrottlingBurstLimit ?? DefaultBurst);

    private void Add(string type, string name, JsonObject values)
    {
        if (!_resources.TryGetValue(type, out JsonObject? named))
        {
            _resources.Add(type, named = []);
        }

        named.Add(name, values);
    }

    private string Invocation(string function)
    {
        _namesFunctions |= FunctionArn.IsName(function);
        return FunctionArn.IsUnusable(function) ? function : s_functions.InvocationOf(TerraformText.Escape(function));
    }

    private void AddAuthorizers()
    {
        foreach ((string name, AuthorizerDefinition authorizer) in _definition.Authorizers)
        {
            JwtConfiguration issuer = authorizer.JwtConfiguration[0];
            Add("aws_apigatewayv2_authorizer", _authorizers[name], JsonValues.Object(
                ("api_id", Api),
                ("name", TerraformText.Escape(name)),
                ("authorizer_type", "JWT"),
                ("identity_sources", Texts([authorizer.IdentitySource])),
                ("jwt_configuration", JsonValues.Object(("issuer", TerraformText.Escape(issuer.Issuer)), ("audience", Texts(issuer.Audience))))));
        }

        foreach ((string name, LambdaAuthorizerDefinition authorizer) in _definition.LambdaAuthorizers)
        {
            Add("aws_apigatewayv2_authorizer", _authorizers[name], JsonValues.Object(
                ("api_id", Api),
                ("name", TerraformText.Escape(name)),
                ("authorizer_type", "REQUEST"),
                ("authorizer_uri", Invocation(authorizer.AuthorizerUri)),
                ("authorizer_payload_format_version", PayloadFormat.Words.TextOf(authorizer.AuthorizerPayloadFormatVersion)),
                ("authorizer_result_ttl_in_seconds", (int)authorizer.AuthorizerResultTtl.TotalSeconds),
                ("enable_simple_responses", authorizer.EnableSimpleResponses),
                ("identity_sources", Texts(authorizer.IdentitySource))));
        }
    }

    private void AddRoute(string key, RouteDefinition route)
    {
        string? integration = route.Integration is { } definition ? Integration(_routes[key], new AwsIntegration(definition)) : null;
        bool isLambda = route.Authorizer is { } name && _definition.LambdaAuthorizers.ContainsKey(name);
        Add("aws_apigatewayv2_route", _routes[key], JsonValues.Object(
            ("api_id", Api),
            ("route_key", TerraformText.Escape(key)),
            ("authorization_type", route.RequiresIam ? "AWS_IAM" : route.Authorizer is null ? "NONE" : isLambda ? "CUSTOM" : "JWT"),
            ("authorizer_id", route.Authorizer is { } authorizer ? $"${{aws_apigatewayv2_authorizer.{_authorizers[authorizer]}.id}}" : null),
            ("authorization_scopes", Texts(route.AuthorizationScopes)),
            ("target", integration is null ? null : $"integrations/${{aws_apigatewayv2_integration.{integration}.id}}")));
    }

    private string Integration(string route, AwsIntegration integration)
    {
        JsonArray responses =
        [
            .. integration.ResponseParameters.Select(status => (JsonNode?)JsonValues.Object(
                ("status_code", status.Key), ("mappings", TextsByName(status.Value) ?? []))),
        ];
        JsonObject values = JsonValues.Object(
            ("api_id", Api),
            ("integration_type", integration.Type),
            ("integration_method", integration.Method),
            ("integration_uri", integration.IsFunction ? Invocation(integration.Definition.Uri) : TerraformText.Escape(integration.Definition.Uri)),
            ("payload_format_version", integration.PayloadFormatVersion),
            ("timeout_milliseconds", integration.TimeoutInMillis),
            ("request_parameters", TextsByName(integration.RequestParameters)),
            ("response_parameters", responses.Count == 0 ? null : responses));
        string text = values.ToJsonString();
        if (!_integrations.TryGetValue(text, out string? name))
        {
            name = route;
            _integrations.Add(text, name);
            Add("aws_apigatewayv2_integration", name, values);
        }

        return name;
    }

    private void AddStage(string name, StageDefinition stage)
    {
        string resource = _stages[name];
        if (stage.AccessLogSettings is not null)
        {
            Add("aws_cloudwatch_log_group", resource, []);
        }

        KeyValuePair<string, RouteSettings>[] limited = [.. stage.RouteSettings.Where(settings => DeployedStages.HasLimits(settings.Value))];
        JsonArray routes =
        [
            .. limited.Select(route => (JsonNode?)JsonValues.Object(
                ("route_key", TerraformText.Escape(route.Key)),
                ("throttling_rate_limit", Limits(route.Value, stage.DefaultRouteSettings).Rate),
                ("throttling_burst_limit", Limits(route.Value, stage.DefaultRouteSettings).Burst))),
        ];
        Add("aws_apigatewayv2_stage", resource, JsonValues.Object(
            ("api_id", Api),
            ("name", name),
            ("auto_deploy", true),
            ("stage_variables", TextsByName(stage.StageVariables)),
            ("default_route_settings", DeployedStages.HasLimits(stage.DefaultRouteSettings)
                ? JsonValues.Object(
                    ("throttling_rate_limit", Limits(stage.DefaultRouteSettings!, null).Rate),
                    ("throttling_burst_limit", Limits(stage.DefaultRouteSettings!, null).Burst))
                : null),
            ("route_settings", routes.Count == 0 ? null : routes),
            ("access_log_settings", stage.AccessLogSettings is { } log
                ? JsonValues.Object(("destination_arn", $"${{aws_cloudwatch_log_group.{resource}.arn}}"), ("format", TerraformText.Escape(log.Format)))
                : null),
            ("depends_on", routes.Count == 0 ? null : JsonValues.Texts(limited.Select(route => $"aws_apigatewayv2_route.{_routes[route.Key]}")))));
    }

    private void AddPermissions()
    {
        IReadOnlyList<string> functions = InvokedFunctions.Of(_definition, _report);
        ResourceNames names = new(functions, Name);
        foreach (string function in functions)
        {
            Add("aws_lambda_permission", names[function], JsonValues.Object(
                ("action", "lambda:InvokeFunction"),
                ("function_name", function),
                ("principal", "apigateway.amazonaws.com"),
                ("source_arn", "${aws_apigatewayv2_api.api.execution_arn}/*")));
        }
    }
}
