using Authz.Definitions.Tree;

namespace Authz.Server.Checks;

/// <summary>Finds authorizers that guard nothing.</summary>
internal static class UnusedAuthorizerCheck
{
    public static void Run(CheckContext context)
    {
        HashSet<string?> used = [.. context.Definition.Routes.Values.Select(route => route.Authorizer)];
        IEnumerable<string> names = [.. context.Definition.Authorizers.Keys, .. context.Definition.LambdaAuthorizers.Keys];
        foreach (string name in names.Where(name => !used.Contains(name)))
        {
            context.Report(
                CheckCodes.AuthorizerUnused,
                JsonPointer.Append("/authorizers", name),
                $"No route uses the authorizer '{name}'.",
                "Use it, or remove it; a route that should have named it may be open.");
        }
    }
}
