using Authz.Definitions.Tree;

namespace Authz.Definitions.Mapping;

/// <summary>The format of a route.</summary>
internal static class RouteFormat
{
    /// <summary>The pattern of route keys in the JSON Schema.</summary>
    public const string KeyPattern = @"^(\$default|(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) /.*)$";

    private const string AuthorizationType = "authorizationType";
    private const string Jwt = "JWT";
    private const string Lambda = "CUSTOM";
    private const string Open = "NONE";
    private const string Iam = "AWS_IAM";

    // What is asked of a token's claims; the members after it are about more than the token.
    private static readonly ObjectFormat<RouteDefinition> s_token = new ObjectFormat<RouteDefinition>(
            "route", "A route's requirements and its integration.", new RouteDefinition())
        .Property(
            AuthorizationType, "NONE makes the route open to anyone, AWS_IAM closes it.", SchemaType.OneOf(Jwt, Lambda, Open, Iam),
            ReadAuthorizationType,
            (writer, route) =>
            {
                if (route.IsOpen || route.RequiresIam)
                {
                    writer.WriteString(AuthorizationType, route.IsOpen ? Open : Iam);
                }
            })
        .Text(
            "authorizer", "The name of the route's authorizer.",
            route => route.Authorizer, (route, name) => route with { Authorizer = name })
        .Boolean(
            "tokenRequired", "Whether a request without any token is refused. Default: true.",
            route => route.TokenRequired, (route, isRequired) => route with { TokenRequired = isRequired }, isSetByDefault: true)
        .Texts(
            "authorizationScopes", "Scopes of which the token must have at least one.",
            route => route.AuthorizationScopes, (route, scopes) => route with { AuthorizationScopes = scopes })
        .Texts(
            "allScopes", "Scopes of which the token must have every one.",
            route => route.AllScopes, (route, scopes) => route with { AllScopes = scopes });

    public static readonly ObjectFormat<RouteDefinition> Route = s_token
        .Property(
            ConditionFormat.Name, "What must hold of token and request besides: a block in IAM's grammar, or several, one of which must hold.",
            ConditionFormat.Reference,
            (file, route) => route with { Condition = ConditionFormat.Read(file) },
            (writer, route) => ConditionFormat.Write(writer, route.Condition))
        .Object(
            "stepUp", "How well and how recently the user must have been authenticated (RFC 9470).", StepUpFormat.StepUp,
            route => route.StepUp, (route, stepUp) => route with { StepUp = stepUp })
        .Objects(
            "tools", "What tools behind the route ask of a token, by name; '*' is for tools without an entry.", "^", ToolFormat.Tool,
            route => route.Tools, (route, tools) => route with { Tools = tools })
        .WholeNumber(
            "maximumToolBody", "The largest body of a request to a route with tools, in bytes. Default: 1048576.",
            route => route.MaximumToolBody, (route, bytes) => route with { MaximumToolBody = bytes },
            new ValueRange(1_024, 10_485_760, "The maximum body") { Unit = "bytes" })
        .Boolean(
            "allowEncodedSlash", "Whether a request may carry %2F inside a path segment. Default: false.",
            route => route.AllowEncodedSlash, (route, isAllowed) => route with { AllowEncodedSlash = isAllowed })
        .Object(
            "integration", "The integration that answers the request behind the gateway. Default: its target.", IntegrationFormat.Integration,
            route => route.Integration, (route, integration) => route with { Integration = integration });

    /// <summary>Reads a route of a definition whose authorizers are already read.</summary>
    public static RouteDefinition Read(DefinitionObject file, ApiDefinition definition)
    {
        RouteDefinition route = Route.Read(file);
        if (route.Authorizer is { } name && KindOf(name, definition) is { } kind
            && file.Says(AuthorizationType, kind == Jwt ? Lambda : Jwt))
        {
            file.Refuse(AuthorizationType, $"The authorizer '{name}' is of another kind.", $"Write '{kind}', or leave it out.");
        }

        return route;
    }

    private static string? KindOf(string authorizer, ApiDefinition definition) =>
        definition.Authorizers.ContainsKey(authorizer) ? Jwt : definition.LambdaAuthorizers.ContainsKey(authorizer) ? Lambda : null;

    private static RouteDefinition ReadAuthorizationType(DefinitionObject file, RouteDefinition route)
    {
        string? type = file.OneOf(AuthorizationType, Jwt, Lambda, Open, Iam);
        if (type is null && file.Has(AuthorizationType))
        {
            // Whether the route is open is unknown, so a missing authorizer is not a second problem.
            file.MarkUnreadable("authorizer");
        }

        return route with { IsOpen = type == Open, RequiresIam = type == Iam };
    }
}
