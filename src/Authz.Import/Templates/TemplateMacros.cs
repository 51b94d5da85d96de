using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>The macros of a whole template, in its <c>Transform</c>.</summary>
internal static class TemplateMacros
{
    public const string Include = "AWS::Include";

    // Macros that add nothing to an HTTP API but what is read here.
    private static readonly string[] s_known =
        ["AWS::Serverless-", "AWS::LanguageExtensions", "AWS::SecretsManager-", "AWS::CodeDeployBlueGreen", "AWS::CodeStar"];

    /// <summary>The macros as they are written: texts, or objects with <c>Name</c> and <c>Parameters</c>.</summary>
    public static IReadOnlyList<DefinitionNode> Of(DefinitionNode root) => root.Get("Transform") switch
    {
        null => [],
        { Kind: DefinitionNodeKind.List } list => list.Items,
        { } one => [one],
    };

    /// <summary>Reports those that may change every part of the template.</summary>
    public static void RefuseUnknown(DefinitionNode root, ImportReport report)
    {
        foreach (DefinitionNode macro in Of(root))
        {
            string name = macro.PlainText() ?? macro.Get("Name").PlainText() ?? "";
            bool isInclude = name == Include && macro.Get("Parameters", "Location") is not null;
            if (!isInclude && !s_known.Any(known => name.StartsWith(known, StringComparison.Ordinal)))
            {
                report.RefuseUnsupported(
                    macro.Position, $"The macro '{name}' may change every part of the template.", "Import the template that it makes.");
            }
        }
    }
}
