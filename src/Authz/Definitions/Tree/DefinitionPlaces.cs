using System.Globalization;

namespace Authz.Definitions.Tree;

/// <summary>Finds the place in the file of a problem that the validator found in the model.</summary>
internal sealed class DefinitionPlaces
{
    private readonly DefinitionNode _root;

    public DefinitionPlaces(DefinitionNode root) => _root = root;

    /// <summary>
    /// The problem with its place: that of a plain value or list item, of an object's or list's name, or of the nearest object around
    /// a missing member.
    /// </summary>
    public DefinitionProblem Locate(DefinitionProblem problem)
    {
        DefinitionNode? node = _root;
        DefinitionPosition position = _root.Position;
        string path = "";
        foreach (string token in JsonPointer.Split(problem.Path))
        {
            // A list of one may be written as the one value: jwtConfiguration, the values of a condition.
            if (node is { Kind: not (DefinitionNodeKind.List or DefinitionNodeKind.Null) } && token == "0" && node.Find(token) is null)
            {
                continue;
            }

            path = JsonPointer.Append(path, token);
            (node, position) = Step(node, token, position);
        }

        return problem with { Path = path, Line = position.Line, Column = position.Column, File = position.File };
    }

    private static (DefinitionNode? Node, DefinitionPosition Position) Step(DefinitionNode? node, string token, DefinitionPosition position)
    {
        if ((node?.Find(token) ?? node?.Members.FirstOrDefault(member => JsonPointer.IsCut(token, member.Name))) is { } member)
        {
            bool isPlain = member.Value.Kind is not (DefinitionNodeKind.Object or DefinitionNodeKind.List);
            return (member.Value, isPlain ? member.Value.Position : member.NamePosition);
        }

        bool isIndex = int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int index);
        if (isIndex && index < node?.Items.Count)
        {
            return (node.Items[index], node.Items[index].Position);
        }

        return (null, position);
    }
}
