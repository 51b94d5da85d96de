using Authz.Import.Overlays;
using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>Makes an authorizer of a security scheme, by its extension or else by its discovery document's URL.</summary>
internal static class OpenApiScheme
{
    private const string Extension = "x-amazon-apigateway-authorizer";
    private const string DiscoveryPath = "/.well-known/openid-configuration";

    private static readonly string[] s_members =
    [
        "type", "identitySource", "jwtConfiguration", "authorizerUri", "authorizerPayloadFormatVersion", "authorizerResultTtlInSeconds",
        "enableSimpleResponses", "authorizerCredentials", "identityValidationExpression",
    ];

    private static readonly string[] s_jwtMembers = ["issuer", "audience"];

    /// <summary>Whether the scheme asks for requests that are signed for IAM.</summary>
    public static bool IsIam(DefinitionNode? scheme) =>
        string.Equals(scheme.Get("x-amazon-apigateway-authtype").PlainText(), "awsSigv4", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a scheme that no operation uses is an authorizer all the same.</summary>
    public static bool IsAuthorizer(DefinitionNode scheme) =>
        scheme.Get(Extension, "type") is { } type ? IsJwtType(type) || IsLambda(type) : IsOpenIdConnect(scheme);

    /// <summary>The authorizer; null, with the problem reported, if the scheme cannot be used as an authorizer.</summary>
    public static DefinitionNode? Build(string name, DefinitionNode scheme, ImportReport report)
    {
        DefinitionNode? authorizer = BuildOf(name, scheme, report);
        return authorizer is not null && AuthzExtension.Of(scheme, report) is { } added
            ? AddedMembers.AddTo(authorizer, added, $"The authorizer '{name}'", report)
            : authorizer;
    }

    private static DefinitionNode? BuildOf(string name, DefinitionNode scheme, ImportReport report)
    {
        DefinitionNode? extension = scheme.Get(Extension);
        if (!KnownMembers.Check(extension, $"The authorizer of '{name}'", report, s_members)
            || !KnownMembers.Check(extension.Get("jwtConfiguration"), "'jwtConfiguration'", report, s_jwtMembers))
        {
            return null;
        }

        if (IsLambda(extension.Get("type")))
        {
            return new LambdaAuthorizerTree(scheme.Position)
            {
                Function = extension.Get("authorizerUri"),
                PayloadFormatVersion = extension.Get("authorizerPayloadFormatVersion"),
                EnableSimpleResponses = extension.Get("enableSimpleResponses"),
                IdentitySource = extension.Get("identitySource"),
                ResultTtl = extension.Get("authorizerResultTtlInSeconds"),
            }.Build();
        }

        if (extension.Get("type") is { } type && !IsJwtType(type))
        {
            report.RefuseUnsupported(type.Position, $"Authorizers of type '{type.Text}' are not supported.", "Write 'jwt' or 'request'.");
            return null;
        }

        if (extension is null && !IsOpenIdConnect(scheme))
        {
            report.RefuseUnsupported(
                scheme.Position,
                $"The security scheme '{name}' does not name the issuer of its tokens.",
                $"Add '{Extension}' with type 'jwt' and jwtConfiguration, with issuer and audience, to the scheme.");
            return null;
        }

        DefinitionNode? configuration = extension.Get("jwtConfiguration");
        return JwtAuthorizerTree.Build(
            scheme.Position,
            extension.Get("identitySource"),
            configuration.Get("issuer") ?? InferIssuer(scheme, report),
            configuration.Get("audience"),
            configuration?.Position ?? extension?.Position ?? scheme.Position);
    }

    private static bool IsJwtType(DefinitionNode? type) => string.Equals(type.PlainText(), "jwt", StringComparison.OrdinalIgnoreCase);

    private static bool IsLambda(DefinitionNode? type) => string.Equals(type.PlainText(), "request", StringComparison.OrdinalIgnoreCase);

    private static bool IsOpenIdConnect(DefinitionNode scheme) => scheme.Get("type").PlainText() == "openIdConnect";

    // OpenID Connect Discovery 1.0 section 4.1 drops the issuer's final slash, so the URL does not show whether there is one.
    private static DefinitionNode? InferIssuer(DefinitionNode scheme, ImportReport report)
    {
        if (scheme.Get("openIdConnectUrl") is not { } url || !url.Text.EndsWith(DiscoveryPath, StringComparison.Ordinal))
        {
            return null;
        }

        string issuer = url.Text[..^DiscoveryPath.Length];
        report.Notice(
            url.Position,
            $"The issuer is taken to be '{issuer}', without a final slash; tokens with one would be refused.",
            "Write it as 'jwtConfiguration.issuer' in the extension; 'authz check --online' compares it.",
            "issuer_inferred");
        return url.Kind == DefinitionNodeKind.String ? DefinitionNode.String(issuer, url.Position) : url;
    }
}
