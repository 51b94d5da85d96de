using System.Text.Json.Nodes;

namespace Authz.Import.Schema;

/// <summary>The schema of a definition. It is looser than the validator, which sees how values fit together, and never stricter.</summary>
internal static class DefinitionSchema
{
    private const string RouteKeyPattern = @"^(\$default|(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) /.*)$";
    private const string AnyName = "^";
    private const string StageNamePattern = @"^(\$default|[A-Za-z0-9_-]{1,128})$";
    private const string UrlPattern = "^https?://";
    private const string IdentitySourcePattern = @"^\$request\.(header|querystring)\..+$";

    private static readonly string[] s_algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static JsonObject Create()
    {
        JsonObject root = new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "Authz API definition",
        };
        foreach ((string key, JsonNode? value) in Definition())
        {
            root.Add(key, value?.DeepClone());
        }

        root.Add("definitions", new JsonObject
        {
            ["authorizer"] = SchemaTypes.AnyOf("jwtAuthorizer", "lambdaAuthorizer"),
            ["jwtAuthorizer"] = Authorizer(),
            ["lambdaAuthorizer"] = GatewaySchema.LambdaAuthorizer(),
            ["jwtConfiguration"] = Issuer(),
            ["route"] = Route(),
            ["integration"] = GatewaySchema.Integration(),
            ["cors"] = Cors(),
            ["stage"] = GatewaySchema.Stage(RouteKeyPattern),
            ["routeSettings"] = GatewaySchema.RouteSettings(),
            ["accessLogSettings"] = GatewaySchema.AccessLogSettings(),
        });
        return root;
    }

    private static JsonObject Definition() => new SchemaObject("An API: its authorizers and its routes.")
        .Property("$schema", SchemaTypes.Text, "The URL or path of this schema.")
        .Property("name", SchemaTypes.Text, "The API's name, for people.")
        .Property("description", SchemaTypes.Text, "What the API is, for people.")
        .Property("compatibility", SchemaTypes.OneOf("standard", "aws"), "Whose behaviour counts. Default: standard.")
        .Property("authorizers", SchemaTypes.Named("authorizer", AnyName), "The authorizers by the names that routes refer to.")
        .Property(
            "routes",
            SchemaTypes.Named("route", RouteKeyPattern),
            "The routes by route key, such as 'GET /pets/{id}'.",
            isRequired: true)
        .Property("cors", SchemaTypes.Reference("cors"), "Cross-origin rules.")
        .Property("stages", SchemaTypes.Named("stage", StageNamePattern), "The stages by name.")
        .Build();

    private static JsonObject Authorizer() => new SchemaObject("A JWT authorizer: where the token is found, and who may have issued it.")
        .Property("type", SchemaTypes.OneOf("JWT"), "The kind of authorizer.", isRequired: true)
        .Property(
            "identitySource",
            SchemaTypes.Pattern(IdentitySourcePattern),
            $"Where the token is. Default: {AuthorizerDefinition.DefaultIdentitySource}.")
        .Property(
            "jwtConfiguration",
            new JsonObject
            {
                ["oneOf"] = new JsonArray(
                    SchemaTypes.Reference("jwtConfiguration"),
                    new JsonObject { ["type"] = "array", ["items"] = SchemaTypes.Reference("jwtConfiguration"), ["minItems"] = 1 }),
            },
            "The issuer whose tokens are accepted, or several, chosen by exact 'iss'.",
            isRequired: true)
        .Build();

    private static JsonObject Issuer() => new SchemaObject("One issuer of an authorizer, with its own audiences, algorithms and keys.")
        .Property("issuer", SchemaTypes.Pattern(UrlPattern), "The exact 'iss': https, or http on a loopback address.", isRequired: true)
        .Property(
            "audience",
            SchemaTypes.NonEmptyTexts(maximum: 50),
            "The accepted values of 'aud', or of 'client_id' where 'aud' is absent.",
            isRequired: true)
        .Property("algorithms", SchemaTypes.ListOf(s_algorithms), "The accepted algorithms. Default: all that the compatibility allows.")
        .Property(
            "clockSkew",
            SchemaTypes.Range(0, 300),
            "Seconds by which the issuer's clock may differ. Default: 60 in standard, 0 in aws.")
        .Property("jwksUri", SchemaTypes.Pattern(UrlPattern), "The URL of the key set where it is not to be discovered from the issuer.")
        .Property("jwksFile", SchemaTypes.Text, "The path of a file with the keys: a JWK set, or PEM.")
        .Property("jwks", new JsonObject { ["type"] = "object" }, "The keys themselves: a JWK set.")
        .Property("requiredTokenType", SchemaTypes.Text, "The media type that 'typ' must name, such as 'at+jwt'. Default: any.")
        .Property(
            "maximumKeyAge",
            SchemaTypes.Range(1, 604_800),
            "Seconds for which keys serve while the issuer cannot be reached. Default: 86400.")
        .Build();

    private static JsonObject Route() => new SchemaObject("What a route asks of a request.")
        .Property("authorizationType", SchemaTypes.OneOf("JWT", "CUSTOM", "NONE"), "NONE makes the route open to anyone.")
        .Property("authorizer", SchemaTypes.Text, "The name of the route's authorizer.")
        .Property("authorizationScopes", SchemaTypes.Texts, "Scopes of which the token must have at least one.")
        .Property("allScopes", SchemaTypes.Texts, "Scopes of which the token must have every one.")
        .Property("allowEncodedSlash", SchemaTypes.Boolean, "Whether a request may carry %2F inside a path segment. Default: false.")
        .Property("integration", SchemaTypes.Reference("integration"), "What answers the request behind the gateway. Default: its target.")
        .Build();

    private static JsonObject Cors() => new SchemaObject("Cross-origin rules, as an HTTP API's.")
        .Property("allowOrigins", SchemaTypes.Texts, "Exact origins, *, https://* or http://*.")
        .Property("allowMethods", SchemaTypes.Texts, "Methods, or *.")
        .Property("allowHeaders", SchemaTypes.Texts, "Request headers, or *.")
        .Property("exposeHeaders", SchemaTypes.Texts, "Response headers that pages may read, or *.")
        .Property("maxAge", SchemaTypes.Range(-1, 86_400), "Seconds for which a browser may remember a preflight.")
        .Property("allowCredentials", SchemaTypes.Boolean, "Whether cookies and other credentials are allowed; never with the origin *.")
        .Build();
}
