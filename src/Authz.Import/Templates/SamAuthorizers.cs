using Authz.Definitions;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>The authorizers of a SAM API, and which of them an event has.</summary>
internal sealed class SamAuthorizers(DefinitionNode? auth, ImportReport report)
{
    private const string None = "NONE";
    private const string Iam = "AWS_IAM";

    private IReadOnlyList<DefinitionMember> Authorizers => auth.Get("Authorizers")?.Members ?? [];

    public void AddTo(ApiTreeBuilder tree)
    {
        foreach (DefinitionMember authorizer in Authorizers)
        {
            DefinitionNode built = IsJwt(authorizer) ? BuildJwt(authorizer) : BuildLambda(authorizer);
            tree.AddAuthorizer(authorizer.Name, authorizer.NamePosition, built);
        }
    }

    /// <summary>The access to an event's route; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? AccessOf(SamRoute route)
    {
        DefinitionNode? name = route.Auth.Get("Authorizer") ?? auth.Get("DefaultAuthorizer");
        if (name is null || name.PlainText() == None)
        {
            return RouteAccess.Open;
        }

        if (name.PlainText() == Iam)
        {
            report.RefuseUnsupported(
                name.Position,
                "Authorization by 'AWS_IAM' is not supported yet.",
                "Use a JWT authorizer for the route.");
            return null;
        }

        DefinitionMember? authorizer = auth.Get("Authorizers")?.Find(name.Text);
        if (authorizer is null)
        {
            report.Refuse(
                name.Position,
                $"There is no authorizer '{name.Text}'.",
                NearestName.Find(name.Text, Authorizers.Select(member => member.Name)) is { } meant
                    ? $"Did you mean '{meant}'?"
                    : "Define it under 'Auth.Authorizers' of the API.",
                DefinitionProblemCodes.AuthorizerUnknown);
            return null;
        }

        DefinitionNode? scopes = route.Auth.Get("AuthorizationScopes") ?? authorizer.Value.Get("AuthorizationScopes");
        return new RouteAccess(DefinitionNode.String(authorizer.Name, name.Position), scopes?.AsStrings());
    }

    private static bool IsJwt(DefinitionMember authorizer) => authorizer.Value.Get("JwtConfiguration") is not null;

    private static DefinitionNode BuildJwt(DefinitionMember authorizer)
    {
        DefinitionNode? configuration = authorizer.Value.Get("JwtConfiguration");
        return JwtAuthorizerTree.Build(
            authorizer.NamePosition,
            authorizer.Value.Get("IdentitySource"),
            configuration.Get("issuer") ?? configuration.Get("Issuer"),
            configuration.Get("audience") ?? configuration.Get("Audience"),
            configuration?.Position ?? authorizer.NamePosition);
    }

    private static DefinitionNode BuildLambda(DefinitionMember authorizer)
    {
        DefinitionNode? identity = authorizer.Value.Get("Identity");
        return new LambdaAuthorizerTree(authorizer.NamePosition)
        {
            Function = authorizer.Value.Get("FunctionArn"),
            PayloadFormatVersion = authorizer.Value.Get("AuthorizerPayloadFormatVersion"),
            EnableSimpleResponses = authorizer.Value.Get("EnableSimpleResponses"),
            IdentitySource = identity is null ? null : Sources(identity),
            ResultTtl = identity.Get("ReauthorizeEvery"),
        }.Build();
    }

    private static DefinitionNode Sources(DefinitionNode identity) => DefinitionNode.List(
        [
            .. Prefixed(identity.Get("Headers"), IdentitySource.HeaderPrefix),
            .. Prefixed(identity.Get("QueryStrings"), IdentitySource.QueryStringPrefix),
            .. Prefixed(identity.Get("StageVariables"), IdentitySource.StageVariablePrefix),
            .. Prefixed(identity.Get("Context"), IdentitySource.ContextPrefix),
        ],
        identity.Position);

    private static IEnumerable<DefinitionNode> Prefixed(DefinitionNode? names, string prefix) =>
        (names?.AsStrings().Items ?? []).Select(name => name.Kind == DefinitionNodeKind.String
            ? DefinitionNode.String(prefix + name.Text, name.Position)
            : name);
}
