using Authz.Import.Tree;

namespace Authz.Import.Overlays;

/// <summary>
/// Adds members of our own format to an object that a file yields. What the file sets stays as it is: to set it again is a problem, because
/// nobody could tell which of the two counts.
/// </summary>
internal static class AddedMembers
{
    // The objects whose own members may be added to; any other value is one.
    private static readonly string[] s_nested = ["jwtConfiguration", "integration"];

    /// <summary>The object with the members; what cannot be added is reported and left out.</summary>
    /// <param name="target">The object.</param>
    /// <param name="added">An object with further members.</param>
    /// <param name="subject">What has the members, to begin a sentence.</param>
    /// <param name="report">Collects the problems.</param>
    public static DefinitionNode AddTo(DefinitionNode target, DefinitionNode added, string subject, ImportReport report)
    {
        if (target.Kind != DefinitionNodeKind.Object || !IsObject(added, subject, report))
        {
            return target;
        }

        OrderedDictionary<string, DefinitionMember> sum = target.MembersByName();
        foreach (DefinitionMember member in added.Members)
        {
            if (target.Find(member.Name) is not { } own)
            {
                sum.Add(member.Name, member);
            }
            else if (s_nested.Contains(member.Name) && Single(own.Value) is { Kind: DefinitionNodeKind.Object } inner)
            {
                sum[member.Name] = own with { Value = AddTo(inner, member.Value, $"'{member.Name}'", report) };
            }
            else
            {
                report.Refuse(
                    member.NamePosition, $"{subject} has '{member.Name}' already: {PlaceOf(own.Value.Position)}.", "Remove one of the two.");
            }
        }

        return DefinitionNode.Object(sum.Values, target.Position);
    }

    /// <summary>Whether a value is an object; if not, that is reported.</summary>
    public static bool IsObject(DefinitionNode value, string subject, ImportReport report)
    {
        if (value.Kind == DefinitionNodeKind.Object)
        {
            return true;
        }

        report.Refuse(
            value.Position, $"What is added to {InSentence(subject)} must be a map of named members.", "Write names and values below it.");
        return false;
    }

    private static DefinitionNode Single(DefinitionNode value) =>
        value is { Kind: DefinitionNodeKind.List, Items: [DefinitionNode only] } ? only : value;

    private static string InSentence(string subject) => char.ToLowerInvariant(subject[0]) + subject[1..];

    private static string PlaceOf(DefinitionPosition position) =>
        position.Line == 0 ? "it is always set" : $"it stands at ({position.Line},{position.Column}){(position.File is null ? "" : $" of {position.File}")}";
}
