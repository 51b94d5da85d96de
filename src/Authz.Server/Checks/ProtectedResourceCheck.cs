using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds protected resources whose tokens need not be for them, and identifiers that clients may not understand.</summary>
internal static class ProtectedResourceCheck
{
    public static void Run(CheckContext context)
    {
        foreach ((string name, AuthorizerDefinition authorizer) in context.Definition.Authorizers)
        {
            // One that is missing is an error, which needs no second finding.
            if (authorizer.ProtectedResource is { Resource.Length: > 0 } resource)
            {
                Check(context, JsonPointer.Append("/authorizers", name), authorizer, resource);
            }
        }
    }

    private static void Check(CheckContext context, string path, AuthorizerDefinition authorizer, ProtectedResourceDefinition resource)
    {
        foreach (JwtConfiguration entry in authorizer.JwtConfiguration)
        {
            if (!entry.Audience.Contains(resource.Resource, StringComparer.Ordinal))
            {
                context.Report(
                    CheckCodes.ResourceNotAudience,
                    JsonPointer.Append(JsonPointer.Append(path, "protectedResource"), "resource"),
                    $"Clients ask for a token for '{resource.Resource}' (RFC 8707), and 'audience' of '{entry.Issuer}' does not hold it: their " +
                    "tokens are refused, or tokens for something else are accepted.",
                    "Add it to 'audience'. If the issuer writes another value into 'aud', whatever clients ask for, keep that and accept the " +
                    "finding in a baseline.");
            }
        }

        if (resource.Resource.Contains('?', StringComparison.Ordinal))
        {
            context.Report(
                CheckCodes.ResourceQuery,
                JsonPointer.Append(JsonPointer.Append(path, "protectedResource"), "resource"),
                "The resource has a query, which its identifier should not have (RFC 8707 section 2); not every client keeps it.",
                "Leave the query out.");
        }
    }
}
