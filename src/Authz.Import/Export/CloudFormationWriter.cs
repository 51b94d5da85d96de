using System.Text.Json.Nodes;
using Authz.Definitions.Mapping;

namespace Authz.Import.Export;

/// <summary>Writes a CloudFormation template of resources <c>AWS::ApiGatewayV2::*</c> (CloudFormation template reference).</summary>
internal sealed class CloudFormationWriter
{
    private const string Api = "Api";

    // CloudFormation user guide, cloudformation-limits.
    private const int MaximumResources = 500;

    private static readonly FunctionArn s_functions = new("${AWS::Partition}", "${AWS::Region}", "${AWS::AccountId}");

    private readonly ApiDefinition _definition;
    private readonly ExportReport _report;
    private readonly JsonObject _resources = [];
    private readonly ResourceNames _authorizers;
    private readonly ResourceNames _routes;
    private readonly ResourceNames _stages;

    // By what they are: routes to one backend share its integration.
    private readonly Dictionary<string, string> _integrations = new(StringComparer.Ordinal);

    public CloudFormationWriter(ApiDefinition definition, ExportReport report)
    {
        _definition = definition;
        _report = report;
        _authorizers = Names(definition.Authorizers.Keys.Concat(definition.LambdaAuthorizers.Keys), "Authorizer");
        _routes = Names(definition.Routes.Keys, "Route");
        _stages = Names(DeployedStages.Of(definition).Select(stage => stage.Key), "Stage");
    }

    public JsonObject Write()
    {
        Add(Api, "AWS::ApiGatewayV2::Api", JsonValues.Object(
            ("Name", _definition.Name ?? "api"), ("ProtocolType", "HTTP"), ("CorsConfiguration", _definition.Cors is { } cors ? Cors(cors) : null)));
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
        if (_resources.Count > MaximumResources)
        {
            _report.Refuse(
                "/routes", $"The template has {_resources.Count} resources, and CloudFormation takes at most {MaximumResources}.",
                "Export OpenAPI or Terraform, or let more routes share an integration.");
        }

        return JsonValues.Object(
            ("AWSTemplateFormatVersion", "2010-09-09"),
            ("Resources", _resources),
            ("Outputs", JsonValues.Object(("ApiEndpoint", JsonValues.Object(("Value", JsonValues.Object(
                ("Fn::GetAtt", JsonValues.Texts([Api, "ApiEndpoint"])))))))));
    }

    private static ResourceNames Names(IEnumerable<string> texts, string prefix) => new(texts, text => prefix + ResourceNames.InCapitals(text));

    private static JsonObject Reference(string name) => JsonValues.Object(("Ref", name));

    private static JsonObject Substitution(string text) => JsonValues.Object(("Fn::Sub", text));

    // A stage variable is no variable of the template.
    private static JsonNode Invocation(string function) => FunctionArn.IsUnusable(function) ? function
        : FunctionArn.IsName(function) ? Substitution(s_functions.InvocationOf(function.Replace("${", "${!", StringComparison.Ordinal)))
        : s_functions.InvocationOf(function);

    private static JsonObject Cors(CorsDefinition cors) => JsonValues.Object(
        ("AllowOrigins", JsonValues.TextsOrNone(cors.AllowOrigins)),
        ("AllowMethods", JsonValues.TextsOrNone(cors.AllowMethods)),
        ("AllowHeaders", JsonValues.TextsOrNone(cors.AllowHeaders)),
        ("ExposeHeaders", JsonValues.TextsOrNone(cors.ExposeHeaders)),
        ("MaxAge", cors.MaxAge),
        ("AllowCredentials", cors.AllowCredentials ? true : null));

    private static JsonObject? Limits(RouteSettings? settings) => !DeployedStages.HasLimits(settings) ? null : JsonValues.Object(
        ("ThrottlingRateLimit", settings!.ThrottlingRateLimit), ("ThrottlingBurstLimit", settings.ThrottlingBurstLimit));

    private static JsonArray Pairs(IReadOnlyDictionary<string, string> mappings) =>
    [
        .. mappings.Select(mapping => (JsonNode?)JsonValues.Object(("Destination", mapping.Key), ("Source", mapping.Value))),
    ];

    private void Add(string name, string type, JsonObject properties, JsonArray? dependsOn = null) => _resources.Add(name, JsonValues.Object(
        ("Type", type), ("DependsOn", dependsOn is { Count: > 0 } ? dependsOn : null), ("Properties", properties)));

    private void AddAuthorizers()
    {
        foreach ((string name, AuthorizerDefinition authorizer) in _definition.Authorizers)
        {
            JwtConfiguration issuer = authorizer.JwtConfiguration[0];
            Add(_authorizers[name], "AWS::ApiGatewayV2::Authorizer", JsonValues.Object(
                ("ApiId", Reference(Api)),
                ("Name", name),
                ("AuthorizerType", "JWT"),
                ("IdentitySource", JsonValues.Texts([authorizer.IdentitySource])),
                ("JwtConfiguration", JsonValues.Object(("Issuer", issuer.Issuer), ("Audience", JsonValues.Texts(issuer.Audience))))));
        }

        foreach ((string name, LambdaAuthorizerDefinition authorizer) in _definition.LambdaAuthorizers)
        {
            Add(_authorizers[name], "AWS::ApiGatewayV2::Authorizer", JsonValues.Object(
                ("ApiId", Reference(Api)),
                ("Name", name),
                ("AuthorizerType", "REQUEST"),
                ("AuthorizerUri", Invocation(authorizer.AuthorizerUri)),
                ("AuthorizerPayloadFormatVersion", PayloadFormat.Words.TextOf(authorizer.AuthorizerPayloadFormatVersion)),
                ("AuthorizerResultTtlInSeconds", (int)authorizer.AuthorizerResultTtl.TotalSeconds),
                ("EnableSimpleResponses", authorizer.EnableSimpleResponses),
                ("IdentitySource", JsonValues.TextsOrNone(authorizer.IdentitySource))));
        }
    }

    private void AddRoute(string key, RouteDefinition route)
    {
        string? integration = route.Integration is { } definition ? Integration(_routes[key], new AwsIntegration(definition)) : null;
        bool isLambda = route.Authorizer is { } name && _definition.LambdaAuthorizers.ContainsKey(name);
        Add(_routes[key], "AWS::ApiGatewayV2::Route", JsonValues.Object(
            ("ApiId", Reference(Api)),
            ("RouteKey", key),
            ("AuthorizationType", route.RequiresIam ? "AWS_IAM" : route.Authorizer is null ? "NONE" : isLambda ? "CUSTOM" : "JWT"),
            ("AuthorizerId", route.Authorizer is { } authorizer ? Reference(_authorizers[authorizer]) : null),
            ("AuthorizationScopes", JsonValues.TextsOrNone(route.AuthorizationScopes)),
            ("Target", integration is null ? null : Substitution($"integrations/${{{integration}}}"))));
    }

    private string Integration(string route, AwsIntegration integration)
    {
        JsonObject responses = [];
        foreach ((string status, IReadOnlyDictionary<string, string> mappings) in integration.ResponseParameters)
        {
            responses.Add(status, JsonValues.Object(("ResponseParameters", Pairs(mappings))));
        }

        JsonObject properties = JsonValues.Object(
            ("ApiId", Reference(Api)),
            ("IntegrationType", integration.Type),
            ("IntegrationMethod", integration.Method),
            ("IntegrationUri", integration.IsFunction ? Invocation(integration.Definition.Uri) : integration.Definition.Uri),
            ("PayloadFormatVersion", integration.PayloadFormatVersion),
            ("TimeoutInMillis", integration.TimeoutInMillis),
            ("RequestParameters", JsonValues.TextsByName(integration.RequestParameters)),
            ("ResponseParameters", responses.Count == 0 ? null : responses));
        string text = properties.ToJsonString();
        if (!_integrations.TryGetValue(text, out string? name))
        {
            name = "Integration" + route["Route".Length..];
            _integrations.Add(text, name);
            Add(name, "AWS::ApiGatewayV2::Integration", properties);
        }

        return name;
    }

    private void AddStage(string name, StageDefinition stage)
    {
        JsonObject routes = [];
        foreach ((string key, RouteSettings settings) in stage.RouteSettings.Where(settings => DeployedStages.HasLimits(settings.Value)))
        {
            routes.Add(key, Limits(settings));
        }

        JsonObject? accessLog = null;
        if (stage.AccessLogSettings is { } log)
        {
            string group = $"AccessLog{_stages[name]}";
            Add(group, "AWS::Logs::LogGroup", []);
            accessLog = JsonValues.Object(
                ("DestinationArn", JsonValues.Object(("Fn::GetAtt", JsonValues.Texts([group, "Arn"])))), ("Format", log.Format));
        }

        // A stage limits only routes that are there.
        JsonArray dependsOn = JsonValues.Texts(routes.Select(route => _routes[route.Key]));
        Add(_stages[name], "AWS::ApiGatewayV2::Stage", JsonValues.Object(
            ("ApiId", Reference(Api)),
            ("StageName", name),
            ("AutoDeploy", true),
            ("StageVariables", JsonValues.TextsByName(stage.StageVariables)),
            ("DefaultRouteSettings", Limits(stage.DefaultRouteSettings)),
            ("RouteSettings", routes.Count == 0 ? null : routes),
            ("AccessLogSettings", accessLog)), dependsOn);
    }

    private void AddPermissions()
    {
        IReadOnlyList<string> functions = InvokedFunctions.Of(_definition, _report);
        ResourceNames names = Names(functions, "Permission");
        foreach (string function in functions)
        {
            Add(names[function], "AWS::Lambda::Permission", JsonValues.Object(
                ("Action", "lambda:InvokeFunction"),
                ("FunctionName", function),
                ("Principal", "apigateway.amazonaws.com"),
                ("SourceArn", Substitution($"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{Api}}}/*"))));
        }
    }
}
