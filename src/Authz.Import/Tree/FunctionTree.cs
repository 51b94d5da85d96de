using Authz.Definitions.Tree;
using Authz.Definitions.Validation;

namespace Authz.Import.Tree;

/// <summary>
/// Makes the name of a function from what a file says of it. An ARN, and a reference to a function of the file, both come down to the
/// name: where it runs is for whoever runs the gateway to say.
/// </summary>
internal static class FunctionTree
{
    private const string VariableOpening = "${";
    private const string StageVariable = "${stageVariables.";

    public static DefinitionNode Build(DefinitionNode function)
    {
        if (function.Kind is not (DefinitionNodeKind.String or DefinitionNodeKind.Unresolved))
        {
            return function;
        }

        string name = FunctionUri.NameIn(function.Text);
        return name.StartsWith(VariableOpening, StringComparison.Ordinal) && !name.StartsWith(StageVariable, StringComparison.Ordinal)
            ? Referred(name, function)
            : DefinitionNodes.Text(name, function.Position);
    }

    // ${Function.Arn} and ${Function}, which only deployment knows, name the function well enough.
    private static DefinitionNode Referred(string name, DefinitionNode function)
    {
        bool isOne = name.IndexOf('}', StringComparison.Ordinal) == name.Length - 1;
        return isOne ? DefinitionNodes.Text(name[VariableOpening.Length..^1].Split('.')[0], function.Position) : function;
    }
}
