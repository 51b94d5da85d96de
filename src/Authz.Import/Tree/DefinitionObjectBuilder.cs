using System.Diagnostics.CodeAnalysis;

namespace Authz.Import.Tree;

/// <summary>Makes an object of the positioned tree, member by member.</summary>
internal sealed class DefinitionObjectBuilder
{
    private readonly OrderedDictionary<string, DefinitionMember> _members = new(StringComparer.Ordinal);

    /// <summary>Adds a member; false if there already is one of this name, which stays.</summary>
    public bool TryAdd(string name, DefinitionPosition namePosition, DefinitionNode value) =>
        _members.TryAdd(name, new DefinitionMember(name, namePosition, value));

    /// <summary>Adds a member at the place of its value; does nothing without a value.</summary>
    public void Add(string name, DefinitionNode? value)
    {
        if (value is not null)
        {
            TryAdd(name, value.Position, value);
        }
    }

    public bool TryFind(string name, [NotNullWhen(true)] out DefinitionMember? member) => _members.TryGetValue(name, out member);

    public DefinitionNode Build(DefinitionPosition position) => DefinitionNode.Object(_members.Values, position);
}
