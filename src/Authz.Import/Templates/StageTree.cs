using Authz.Definitions;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Adds a stage. Its throttling and variables are not supported yet, of which there is a notice.</summary>
internal static class StageTree
{
    private static readonly string[] s_unsupported = ["DefaultRouteSettings", "RouteSettings", "StageVariables"];

    public static void Add(
        ApiTreeBuilder tree, DefinitionNode? name, DefinitionPosition position, DefinitionNode properties, ImportReport report)
    {
        if (name is { Kind: DefinitionNodeKind.Unresolved })
        {
            report.RefuseUnresolved(name, "The stage's name");
        }
        else
        {
            tree.AddStage(name.PlainText() ?? "$default", name?.Position ?? position);
        }

        foreach (DefinitionMember member in properties.Members.Where(member => s_unsupported.Contains(member.Name)))
        {
            report.Notice(member.NamePosition, $"'{member.Name}' of stages is not supported yet.", "Throttle in front of the gateway; write what variables stand for.");
        }
    }
}
