using Authz.Definitions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Authz.Import.Yaml;

/// <summary>Collects the members of a mapping: no two of one name, and those that <c>&lt;&lt;</c> merges in behind its own.</summary>
internal sealed class YamlMembers(DefinitionPosition start, DefinitionReport report, List<DuplicateName> duplicates)
{
    private readonly OrderedDictionary<string, DefinitionMember> _members = new(StringComparer.Ordinal);
    private readonly List<DefinitionNode> _merged = [];

    public void Add(Scalar name, DefinitionPosition position, DefinitionNode value)
    {
        if (name is { Value: "<<", Style: ScalarStyle.Plain })
        {
            _merged.AddRange(value.Kind == DefinitionNodeKind.List ? value.Items : [value]);
        }
        else if (!_members.TryAdd(name.Value, new DefinitionMember(name.Value, position, value)))
        {
            DefinitionPosition first = _members[name.Value].NamePosition;
            duplicates.Add(new DuplicateName(start, new DefinitionProblem(
                "",
                position.Line,
                position.Column,
                $"'{name.Value}' occurs twice; it is already at ({first.Line},{first.Column}).",
                "Remove one of the two.")));
        }
    }

    public IReadOnlyList<DefinitionMember> ToList()
    {
        foreach (DefinitionNode merged in _merged)
        {
            if (merged.Kind != DefinitionNodeKind.Object)
            {
                report.Add("", "'<<' merges something that is not an object.", "Merge an alias of an object.", merged.Position);
            }

            foreach (DefinitionMember member in merged.Members)
            {
                _members.TryAdd(member.Name, member);
            }
        }

        return [.. _members.Values];
    }
}
