using Authz.Import.Tree;

namespace Authz.Import.OpenApi;

/// <summary>
/// The extension <c>x-authz</c>: members of our own format for which AWS has no words, at an operation for its route and at a security
/// scheme for its authorizer. Elsewhere nobody reads it, so it is refused: it may have been meant to close something.
/// </summary>
internal static class AuthzExtension
{
    private const string Name = "x-authz";

    /// <summary>The members at an operation or a security scheme; null for none.</summary>
    public static DefinitionNode? Of(DefinitionNode node, ImportReport report)
    {
        RefuseIn(node, "here", report, except: Name);
        return node.Find(Name)?.Value;
    }

    /// <summary>Refuses it at a place where it means nothing.</summary>
    public static void RefuseIn(DefinitionNode? node, string place, ImportReport report, string except = "")
    {
        foreach (DefinitionMember member in node?.Members ?? [])
        {
            if (member.Name.StartsWith(Name, StringComparison.OrdinalIgnoreCase) && member.Name != except)
            {
                report.Refuse(
                    member.NamePosition, $"'{member.Name}' is not read {place}.", $"Write '{Name}' at an operation or at a security scheme.");
            }
        }
    }
}
