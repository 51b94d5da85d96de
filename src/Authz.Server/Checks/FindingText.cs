using Authz.Server.Commands.Options;

namespace Authz.Server.Checks;

/// <summary>Writes findings for people and editors: place, severity, code, message, remedy.</summary>
internal static class FindingText
{
    public static void Write(TextWriter output, string file, IReadOnlyList<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            string own = DefinitionFile.FileOf(file, finding.File);
            string place = finding.Line > 0 ? $"{own}:{finding.Line}:{finding.Column}" : own;
            output.WriteLine(
                DefinitionProblem.OnOneLine($"{place}: {NameOf(finding.Severity)} {finding.Code}: {finding.Message} {finding.Remedy}"));
        }

        string errors = Count(findings, FindingSeverity.Error);
        string warnings = Count(findings, FindingSeverity.Warning);
        string notes = Count(findings, FindingSeverity.Note);
        output.WriteLine($"{file}: {errors}, {warnings}, {notes}");
    }

    public static string NameOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };

    private static string Count(IReadOnlyList<Finding> findings, FindingSeverity severity)
    {
        int count = findings.Count(finding => finding.Severity == severity);
        return $"{count} {NameOf(severity)}{(count == 1 ? string.Empty : "s")}";
    }
}
