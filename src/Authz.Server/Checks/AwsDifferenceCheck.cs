using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Lists the parts of a definition that AWS does not support.</summary>
internal static class AwsDifferenceCheck
{
    private const string Remedy = "Leave it out if the same definition is deployed to AWS.";

    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            string entries = JsonPointer.Append(JsonPointer.Append("/authorizers", name), "jwtConfiguration");
            if (authorizer.JwtConfiguration.Count > 1)
            {
                Report(context, entries, "An authorizer of the service has one issuer.");
            }

            for (int index = 0; index < authorizer.JwtConfiguration.Count; index++)
            {
                Check(context, JsonPointer.Append(entries, index), authorizer.JwtConfiguration[index]);
            }
        }

        foreach (CheckedRoute route in context.Routes)
        {
            if (route.Definition.AllScopes.Count > 0)
            {
                Report(context, JsonPointer.Append(route.Path, "allScopes"), "The service never asks for all of several scopes.");
            }

            if (route.Definition.AllowEncodedSlash)
            {
                Report(context, JsonPointer.Append(route.Path, "allowEncodedSlash"), "The service has no such setting.");
            }

            if (route.Definition.Integration?.ClaimFormat == ClaimFormat.Typed)
            {
                string path = JsonPointer.Append(JsonPointer.Append(route.Path, "integration"), "claimFormat");
                Report(context, path, "The service hands every claim over as a string.");
            }
        }
    }

    private static void Check(CheckContext context, string path, JwtConfiguration entry)
    {
        if (entry.Algorithms is { } algorithms && algorithms.Any(algorithm => !algorithm.StartsWith("RS", StringComparison.Ordinal)))
        {
            Report(
                context,
                JsonPointer.Append(path, "algorithms"),
                "The service accepts tokens signed with RSA (RS256, RS384, RS512) only.");
        }

        if (entry.ClockSkew is { } skew && skew > TimeSpan.Zero)
        {
            Report(context, JsonPointer.Append(path, "clockSkew"), "The service allows no clock skew.");
        }

        if (entry.JwksUri is not null || entry.JwksFile is not null || entry.Jwks is not null)
        {
            Report(context, path, "The service always discovers the keys from the issuer.");
        }

        if (entry.RequiredTokenType is not null)
        {
            Report(context, JsonPointer.Append(path, "requiredTokenType"), "The service does not tell an access token from an ID token.");
        }
    }

    private static void Report(CheckContext context, string path, string message) => context.Report(
        CheckCodes.AwsDiffers,
        path,
        message,
        Remedy);
}
