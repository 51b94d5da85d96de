using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>
/// Nested stacks and modules to which a template hands its API: they may add routes, which are in another file and not known here.
/// </summary>
internal static class NestedStacks
{
    private const string ModuleSuffix = "::MODULE";

    private static readonly string[] s_types = ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"];

    public static void Notice(DefinitionNode root, string apiId, ImportReport report)
    {
        foreach (DefinitionMember resource in root.Get("Resources")?.Members ?? [])
        {
            string type = resource.Value.Get("Type").PlainText() ?? "";
            if ((s_types.Contains(type) || type.EndsWith(ModuleSuffix, StringComparison.Ordinal))
                && resource.Value.Get("Properties") is { } properties && RefersTo(properties, apiId))
            {
                report.Notice(
                    resource.NamePosition,
                    $"'{resource.Name}' is given the API '{apiId}' and may add routes, which are not in this file.",
                    "Check its template too.",
                    "other_api");
            }
        }
    }

    private static bool RefersTo(DefinitionNode node, string id) => node.Kind switch
    {
        DefinitionNodeKind.List => node.Items.Any(item => RefersTo(item, id)),
        DefinitionNodeKind.Object => node.Members.Any(member => Names(member, id) || RefersTo(member.Value, id)),
        _ => false,
    };

    private static bool Names(DefinitionMember function, string id) => function.Name switch
    {
        "Ref" => function.Value.PlainText() == id,
        "Fn::GetAtt" => (function.Value.Items is [{ } first, ..] ? first.PlainText() : function.Value.PlainText()?.Split('.')[0]) == id,
        "Fn::Sub" => (function.Value.Items is [{ } text, ..] ? text.PlainText() : function.Value.PlainText()) is { } written
            && (written.Contains($"${{{id}}}", StringComparison.Ordinal) || written.Contains($"${{{id}.", StringComparison.Ordinal)),
        _ => false,
    };
}
