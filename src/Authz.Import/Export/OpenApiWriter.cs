using System.Buffers;
using System.Text.Json.Nodes;
using Authz.Definitions.Mapping;

namespace Authz.Import.Export;

/// <summary>
/// Writes OpenAPI 3.0 with the extensions of API Gateway (developer guide, http-api-open-api and api-gateway-swagger-extensions).
/// </summary>
internal sealed class OpenApiWriter(ApiDefinition definition, IReadOnlyDictionary<string, string> parameters, ExportReport report)
{
    private const string DefaultPath = "/$default";
    private const string Region = "AWS::Region";
    private const string Account = "AWS::AccountId";

    // OpenAPI 3.0.3 section 4.7.7.1.
    private static readonly SearchValues<char> s_componentName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly FunctionArn _functions = new(
        parameters.GetValueOrDefault("AWS::Partition", "aws"), parameters.GetValueOrDefault(Region, ""), parameters.GetValueOrDefault(Account, ""));

    public JsonObject Write()
    {
        RefuseStages();
        JsonObject schemes = Schemes();
        return JsonValues.Object(
            ("openapi", "3.0.1"),
            ("info", JsonValues.Object(("title", definition.Name ?? "api"), ("version", "1.0"))),
            ("x-amazon-apigateway-importexport-version", "1.0"),
            ("x-amazon-apigateway-cors", definition.Cors is { } cors ? Cors(cors) : null),
            ("paths", Paths()),
            ("components", schemes.Count == 0 ? null : JsonValues.Object(("securitySchemes", schemes))));
    }

    private static JsonObject Cors(CorsDefinition cors) => JsonValues.Object(
        ("allowOrigins", JsonValues.TextsOrNone(cors.AllowOrigins)),
        ("allowMethods", JsonValues.TextsOrNone(cors.AllowMethods)),
        ("allowHeaders", JsonValues.TextsOrNone(cors.AllowHeaders)),
        ("exposeHeaders", JsonValues.TextsOrNone(cors.ExposeHeaders)),
        ("maxAge", cors.MaxAge),
        ("allowCredentials", cors.AllowCredentials ? true : null));

    private void RefuseStages()
    {
        foreach ((string name, StageDefinition stage) in definition.Stages)
        {
            if (name != "$default" || !DeployedStages.IsPlain(stage))
            {
                report.Refuse(
                    ExportReport.PathTo("stages", name),
                    "An OpenAPI document has no stages.",
                    "Export CloudFormation or Terraform, or remove the stage and deploy it apart.");
            }
        }
    }

    private JsonObject Schemes()
    {
        JsonObject schemes = [];
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            AddScheme(schemes, name, JsonValues.Object(("type", "oauth2"), ("flows", new JsonObject())), JsonValues.Object(
                ("type", "jwt"),
                ("identitySource", authorizer.IdentitySource),
                ("jwtConfiguration", JsonValues.Object(
                    ("issuer", authorizer.JwtConfiguration[0].Issuer), ("audience", JsonValues.Texts(authorizer.JwtConfiguration[0].Audience))))));
        }

        foreach ((string name, LambdaAuthorizerDefinition authorizer) in definition.LambdaAuthorizers)
        {
            string path = ExportReport.PathTo("authorizers", name, "authorizerUri");
            AddScheme(schemes, name, JsonValues.Object(("type", "apiKey"), ("name", "Authorization"), ("in", "header")), JsonValues.Object(
                ("type", "request"),
                ("identitySource", authorizer.IdentitySource.Count == 0 ? null : string.Join(", ", authorizer.IdentitySource)),
                ("authorizerUri", Invocation(authorizer.AuthorizerUri, path)),
                ("authorizerPayloadFormatVersion", PayloadFormat.Words.TextOf(authorizer.AuthorizerPayloadFormatVersion)),
                ("authorizerResultTtlInSeconds", (int)authorizer.AuthorizerResultTtl.TotalSeconds),
                ("enableSimpleResponses", authorizer.EnableSimpleResponses)));
        }

        return schemes;
    }

    private void AddScheme(JsonObject schemes, string name, JsonObject scheme, JsonObject authorizer)
    {
        if (name.AsSpan().ContainsAnyExcept(s_componentName))
        {
            report.Refuse(
                ExportReport.PathTo("authorizers", name), $"'{name}' is no name in OpenAPI.", "Write letters, digits, '.', '_' and '-'.");
        }

        scheme.Add("x-amazon-apigateway-authorizer", authorizer);
        schemes.Add(name, scheme);
    }

    private JsonObject Paths()
    {
        JsonObject paths = [];
        Dictionary<string, string> shapes = new(StringComparer.Ordinal);
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            RouteKey parsed = RouteKey.Parse(key);
            string path = parsed.IsDefault ? DefaultPath : parsed.Path;
            string other = shapes.GetValueOrDefault(parsed.PathShape, path);
            if (!parsed.IsDefault && (path == DefaultPath || other != path))
            {
                report.Refuse(
                    ExportReport.PathTo("routes", key),
                    path == DefaultPath ? "In OpenAPI this path is that of '$default'." : $"OpenAPI takes '{path}' and '{other}' for one path.",
                    "Let routes of one path name its variables alike.");
                continue;
            }

            shapes.TryAdd(parsed.PathShape, path);
            if (paths[path] is not JsonObject item)
            {
                paths.Add(path, item = []);
            }

            bool isAny = parsed.IsDefault || parsed.Method == RouteMethods.Any;
            item.Add(isAny ? "x-amazon-apigateway-any-method" : parsed.Method.ToLowerInvariant(), Operation(parsed, route));
        }

        return paths;
    }

    private JsonObject Operation(RouteKey key, RouteDefinition route)
    {
        JsonArray security = route.Authorizer is { } name ? [JsonValues.Object((name, JsonValues.Texts(route.AuthorizationScopes)))] : [];
        return JsonValues.Object(
            ("isDefaultRoute", key.IsDefault ? true : null),
            ("parameters", key.Variables.Count == 0 ? null : Parameters(key)),
            ("security", route.RequiresIam ? null : security),
            ("x-amazon-apigateway-auth", route.RequiresIam ? JsonValues.Object(("type", "AWS_IAM")) : null),
            ("responses", JsonValues.Object(("default", JsonValues.Object(("description", $"The answer to {key}."))))),
            ("x-amazon-apigateway-integration", route.Integration is { } integration
                ? Integration(new AwsIntegration(integration), ExportReport.PathTo("routes", key.Text, "integration", "uri"))
                : null));
    }

    private static JsonArray Parameters(RouteKey key) =>
    [
        .. key.Segments.Where(segment => segment.Kind != RouteSegmentKind.Literal).Select(segment => (JsonNode?)JsonValues.Object(
            ("name", segment.Kind == RouteSegmentKind.Greedy ? segment.Text + "+" : segment.Text),
            ("in", "path"),
            ("required", true),
            ("schema", JsonValues.Object(("type", "string"))))),
    ];

    private JsonObject Integration(AwsIntegration integration, string path)
    {
        JsonObject responses = [];
        foreach ((string status, IReadOnlyDictionary<string, string> mappings) in integration.ResponseParameters)
        {
            responses.Add(status, JsonValues.TextsByName(mappings) ?? []);
        }

        return JsonValues.Object(
            ("type", integration.Type.ToLowerInvariant()),
            ("httpMethod", integration.Method),
            ("uri", integration.IsFunction ? Invocation(integration.Definition.Uri, path) : integration.Definition.Uri),
            ("connectionType", "INTERNET"),
            ("payloadFormatVersion", integration.PayloadFormatVersion),
            ("timeoutInMillis", integration.TimeoutInMillis),
            ("requestParameters", JsonValues.TextsByName(integration.RequestParameters)),
            ("responseParameters", responses.Count == 0 ? null : responses));
    }

    private string Invocation(string function, string path)
    {
        string[] missing = [.. new[] { Region, Account }.Where(name => FunctionArn.IsName(function) && !parameters.ContainsKey(name))];
        if (missing.Length > 0)
        {
            report.Refuse(
                path,
                $"In OpenAPI the function '{function}' needs its ARN.",
                $"Write the ARN, or give '{string.Join(" ", missing.Select(name => $"--parameter {name}=VALUE"))}'.");
        }

        return FunctionArn.IsUnusable(function) ? function : _functions.InvocationOf(function);
    }
}
