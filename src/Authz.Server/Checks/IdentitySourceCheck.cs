using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds tokens that travel in URLs.</summary>
internal static class IdentitySourceCheck
{
    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            if (IdentitySource.Parse(authorizer.IdentitySource).Kind == IdentitySourceKind.QueryString)
            {
                context.Report(
                    CheckCodes.TokenInQuery,
                    JsonPointer.Append(JsonPointer.Append("/authorizers", name), "identitySource"),
                    "The token is part of the URL, which logs, histories and referrers keep (RFC 6750 section 5.3, RFC 9700 section 4.2).",
                    $"Take it from '{AuthorizerDefinition.DefaultIdentitySource}'.");
            }
        }
    }
}
