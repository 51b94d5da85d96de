using Authz.Definitions;

namespace Authz.Import.Tree;

/// <summary>
/// Refuses members that nobody reads, in the parts of a file that decide about access: a mistyped name must not leave a route open.
/// </summary>
internal static class KnownMembers
{
    /// <summary>Reports a value that is no object, and each of its members that is not one of the names.</summary>
    /// <param name="value">The value; null for none, which is no problem.</param>
    /// <param name="subject">What it is, to begin a sentence.</param>
    /// <param name="report">Collects the problems.</param>
    /// <param name="names">The names of the members that are read, or known to have no part in access.</param>
    /// <returns>Whether the value may be read: it is an object, or there is none.</returns>
    public static bool Check(DefinitionNode? value, string subject, ImportReport report, IReadOnlyCollection<string> names)
    {
        switch (value)
        {
            case null:
                return true;
            case { Kind: DefinitionNodeKind.Unresolved }:
                report.RefuseUnresolved(value, subject);
                return false;
            case { Kind: not DefinitionNodeKind.Object }:
                report.Refuse(value.Position, $"{subject} must be a map of named members.", "Write names and values below it.");
                return false;
        }

        foreach (DefinitionMember member in value.Members.Where(member => !names.Contains(member.Name)))
        {
            report.Refuse(
                member.NamePosition,
                $"{subject} has no member '{member.Name}'.",
                NearestName.Find(member.Name, names) is { } meant ? $"Did you mean '{meant}'?" : "Remove it.");
        }

        return true;
    }

    /// <summary>Reports a value that is neither missing nor a list.</summary>
    public static bool CheckList(DefinitionNode? value, string subject, ImportReport report)
    {
        if (value is null or { Kind: DefinitionNodeKind.List })
        {
            return true;
        }

        if (value.Kind == DefinitionNodeKind.Unresolved)
        {
            report.RefuseUnresolved(value, subject);
        }
        else
        {
            report.Refuse(value.Position, $"{subject} must be a list.", "Write it as a list, also for one entry.");
        }

        return false;
    }
}
