using Authz.Definitions;
using Authz.Definitions.Mapping;
using Authz.Import.Tree;

namespace Authz.Import.Serverless;

/// <summary>The authorizers of a serverless.yml, and which of them an event has.</summary>
internal sealed class ServerlessAuthorizers(DefinitionNode? authorizers, ImportReport report)
{
    private IReadOnlyList<DefinitionMember> All => authorizers?.Members ?? [];

    public void AddTo(ApiTreeBuilder tree)
    {
        foreach (DefinitionMember authorizer in All)
        {
            DefinitionNode built = IsJwt(authorizer) ? BuildJwt(authorizer) : BuildLambda(authorizer);
            tree.AddAuthorizer(authorizer.Name, authorizer.NamePosition, built);
        }
    }

    /// <summary>The access to an event's route; null, with the problem reported, if it cannot be determined.</summary>
    public RouteAccess? AccessOf(DefinitionNode? authorizer)
    {
        if (authorizer is null)
        {
            return RouteAccess.Open;
        }

        DefinitionNode? name = authorizer.Kind == DefinitionNodeKind.Object ? authorizer.Get("name") : authorizer;
        if (name.PlainText() == "aws_iam" || authorizer.Get("type").PlainText() == "aws_iam")
        {
            report.RefuseUnsupported(
                authorizer.Position,
                "Authorization by 'aws_iam' is not supported yet.",
                "Use a JWT authorizer for the route.");
            return null;
        }

        if (authorizers?.Find(name.PlainText() ?? "") is not { } found)
        {
            RefuseUnknown(name ?? authorizer.Get("id") ?? authorizer);
            return null;
        }

        return new RouteAccess(DefinitionNode.String(found.Name, name!.Position), authorizer.Get("scopes")?.AsStrings());
    }

    private static bool IsJwt(DefinitionMember authorizer) => authorizer.Value.Get("type").PlainText() is null or "jwt";

    private static DefinitionNode BuildJwt(DefinitionMember authorizer)
    {
        DefinitionNode value = authorizer.Value;
        return JwtAuthorizerTree.Build(
            authorizer.NamePosition, value.Get("identitySource"), value.Get("issuerUrl"), value.Get("audience"), value.Position);
    }

    private static DefinitionNode BuildLambda(DefinitionMember authorizer)
    {
        DefinitionNode value = authorizer.Value;
        return new LambdaAuthorizerTree(authorizer.NamePosition)
        {
            Function = value.Get("functionName") ?? value.Get("functionArn"),
            PayloadFormatVersion = value.Get("payloadVersion") ?? DefinitionNode.String(PayloadFormat.Version2, authorizer.NamePosition),
            EnableSimpleResponses = value.Get("enableSimpleResponses"),
            IdentitySource = value.Get("identitySource"),
            ResultTtl = value.Get("resultTtlInSeconds"),
        }.Build();
    }

    private void RefuseUnknown(DefinitionNode name)
    {
        if (name.Kind == DefinitionNodeKind.Unresolved)
        {
            report.RefuseUnresolved(name, "The authorizer");
            return;
        }

        string remedy = NearestName.Find(name.Text, All.Select(member => member.Name)) is { } meant
            ? $"Did you mean '{meant}'?"
            : "Define it under 'provider.httpApi.authorizers'.";
        report.Refuse(name.Position, $"There is no authorizer '{name.Text}' in the file.", remedy, DefinitionProblemCodes.AuthorizerUnknown);
    }
}
