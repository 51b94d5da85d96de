using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Maps the authorizers of a template that are resources of their own, and the access to the routes that name them.</summary>
internal sealed class TemplateAuthorizers(TemplateResources resources, ImportReport report)
{
    public const string Type = "AWS::ApiGatewayV2::Authorizer";

    private const string Jwt = "JWT";
    private const string Request = "REQUEST";

    private static readonly string[] s_members =
    [
        "ApiId", "AuthorizerCredentialsArn", "AuthorizerPayloadFormatVersion", "AuthorizerResultTtlInSeconds", "AuthorizerType",
        "AuthorizerUri", "EnableSimpleResponses", "IdentitySource", "IdentityValidationExpression", "JwtConfiguration", "Name",
    ];

    private static readonly string[] s_jwtMembers = ["Audience", "Issuer"];

    public void Add(ApiTreeBuilder tree, TemplateResource authorizer)
    {
        DefinitionNode properties = authorizer.Properties;
        if (!KnownMembers.Check(properties, $"'{authorizer.LogicalId}'", report, s_members)
            || !KnownMembers.Check(properties.Get("JwtConfiguration"), "'JwtConfiguration'", report, s_jwtMembers))
        {
            return;
        }

        if (TypeOf(authorizer) is not (Jwt or Request))
        {
            report.Refuse(
                properties.Get("AuthorizerType")?.Position ?? authorizer.Position,
                $"'{TypeOf(authorizer)}' is not a type of authorizers.",
                $"Write 'AuthorizerType: {Jwt}', or '{Request}' for a function.");
            return;
        }

        tree.AddAuthorizer(NameOf(authorizer), authorizer.Position, IsJwt(authorizer) ? BuildJwt(authorizer) : BuildLambda(authorizer));
    }

    /// <summary>The access to a route; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? AccessOf(TemplateResource route)
    {
        DefinitionNode? type = route.Properties.Get("AuthorizationType");
        DefinitionNode? authorizerId = route.Properties.Get("AuthorizerId");
        DefinitionNode? scopes = route.Properties.Get("AuthorizationScopes");
        if (!KnownMembers.CheckList(scopes, $"'AuthorizationScopes' of '{route.LogicalId}'", report))
        {
            return null;
        }

        if (type is { Kind: DefinitionNodeKind.Unresolved })
        {
            report.RefuseUnresolved(type, $"'AuthorizationType' of '{route.LogicalId}'");
            return null;
        }

        switch (type?.Text ?? "NONE")
        {
            case "NONE" when authorizerId is null && scopes is null:
                return type is null ? RouteAccess.Open : RouteAccess.OpenAsStated;
            case "NONE":
                report.Refuse(
                    (authorizerId ?? scopes)?.Position ?? route.Position,
                    $"'{route.LogicalId}' names {(authorizerId is null ? "scopes" : "an authorizer")}, but its type is NONE: the service " +
                    "leaves it open.",
                    "Write 'AuthorizationType: JWT', or 'CUSTOM' for a Lambda authorizer.");
                return null;
            case "AWS_IAM":
                return RouteAccess.Iam;
            case Jwt or "CUSTOM":
                return AccessOf(route, authorizerId, scopes, isJwt: type!.Text == Jwt);
            default:
                report.RefuseUnsupported(
                    type!.Position, $"Authorization by '{type.Text}' is not supported.", "Use a JWT authorizer for the route.");
                return null;
        }
    }

    private static string? TypeOf(TemplateResource authorizer) => authorizer.Properties.Get("AuthorizerType").PlainText();

    private static bool IsJwt(TemplateResource authorizer) => TypeOf(authorizer) == Jwt;

    // Routes refer to the logical id, so a name that only deployment knows is kept as it is written.
    private static string NameOf(TemplateResource authorizer) =>
        authorizer.Properties.Get("Name") is { Text.Length: > 0 } name ? name.Text : authorizer.LogicalId;

    private static DefinitionNode BuildJwt(TemplateResource authorizer)
    {
        DefinitionNode? configuration = authorizer.Properties.Get("JwtConfiguration");
        return JwtAuthorizerTree.Build(
            authorizer.Position,
            authorizer.Properties.Get("IdentitySource"),
            configuration.Get("Issuer"),
            configuration.Get("Audience"),
            configuration?.Position ?? authorizer.Position);
    }

    private static DefinitionNode BuildLambda(TemplateResource authorizer) => new LambdaAuthorizerTree(authorizer.Position)
    {
        Function = authorizer.Properties.Get("AuthorizerUri"),
        PayloadFormatVersion = authorizer.Properties.Get("AuthorizerPayloadFormatVersion"),
        EnableSimpleResponses = authorizer.Properties.Get("EnableSimpleResponses"),
        IdentitySource = authorizer.Properties.Get("IdentitySource"),
        ResultTtl = authorizer.Properties.Get("AuthorizerResultTtlInSeconds"),
    }.Build();

    private RouteAccess? AccessOf(TemplateResource route, DefinitionNode? authorizerId, DefinitionNode? scopes, bool isJwt)
    {
        DefinitionPosition position = authorizerId?.Position ?? route.Position;
        if (resources.Find(LogicalReference.LogicalIdOf(authorizerId), Type) is not { } authorizer)
        {
            report.Refuse(
                position,
                $"The authorizer '{authorizerId?.Text}' of '{route.LogicalId}' is not in the template.",
                $"Let 'AuthorizerId' be a 'Ref' to an '{Type}' of the template.",
                DefinitionProblemCodes.AuthorizerUnknown);
            return null;
        }

        if (LogicalReference.LogicalIdOf(authorizer.Properties.Get("ApiId")) != LogicalReference.LogicalIdOf(route.Properties.Get("ApiId")))
        {
            report.Refuse(
                position,
                $"The authorizer '{NameOf(authorizer)}' of '{route.LogicalId}' belongs to another API.",
                "Give the route an authorizer of its own API.",
                DefinitionProblemCodes.AuthorizerUnknown);
            return null;
        }

        if (IsJwt(authorizer) != isJwt)
        {
            report.Refuse(
                position,
                $"'{NameOf(authorizer)}' is not an authorizer of the type that '{route.LogicalId}' says.",
                isJwt ? "Write 'AuthorizationType: CUSTOM'." : "Write 'AuthorizationType: JWT'.");
            return null;
        }

        return new RouteAccess(DefinitionNode.String(NameOf(authorizer), position), scopes);
    }
}
