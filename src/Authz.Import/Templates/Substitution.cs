using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Replaces <c>${Name}</c> in texts as <c>Fn::Sub</c> does; <c>${!Name}</c> stands for <c>${Name}</c> itself.</summary>
internal sealed class Substitution(TemplateValues values)
{
    /// <param name="text">The text.</param>
    /// <param name="position">The text's place.</param>
    /// <param name="findVariable">The values of the function's own variables; null for any other name.</param>
    public DefinitionNode Apply(string text, DefinitionPosition position, Func<string, DefinitionNode?> findVariable)
    {
        JoinedText joined = new(position);
        int index = 0;
        while (true)
        {
            int start = text.IndexOf("${", index, StringComparison.Ordinal);
            int end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0)
            {
                joined.Append(text[index..]);
                return joined.ToNode();
            }

            joined.Append(text[index..start]);
            string name = text[(start + 2)..end].Trim();
            if (name.StartsWith('!'))
            {
                joined.Append($"${{{name[1..]}}}");
            }
            else if ((findVariable(name) ?? Value(name, position)) is { } value)
            {
                joined.Append(value);
            }

            index = end + 1;
        }
    }

    private DefinitionNode? Value(string name, DefinitionPosition position) =>
        name.Contains('.', StringComparison.Ordinal) ? values.Named(name, position) : values.Ref(name, position);
}
