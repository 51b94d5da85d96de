using Authz.Definitions.Validation;

namespace Authz.Import.Tree;

/// <summary>
/// Makes a function's name from its description in a file. An ARN and a reference to a function of the file are reduced to the
/// name: its address is given when the gateway starts.
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
            : DefinitionNode.String(name, function.Position);
    }

    // ${Function.Arn} and ${Function}, which only deployment knows, name the function well enough.
    private static DefinitionNode Referred(string name, DefinitionNode function)
    {
        bool isOne = name.IndexOf('}', StringComparison.Ordinal) == name.Length - 1;
        return isOne ? DefinitionNode.String(name[VariableOpening.Length..^1].Split('.')[0], function.Position) : function;
    }
}
