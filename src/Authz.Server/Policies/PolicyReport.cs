using System.Globalization;
using Authz.Testing.Policies;

namespace Authz.Server.Policies;

/// <summary>Writes results for people: each failure with its place, and a line that sums up.</summary>
internal static class PolicyReport
{
    public static void Write(TextWriter output, string path, IReadOnlyList<PolicyResult> results, TimeSpan duration)
    {
        foreach (PolicyResult result in results.Where(result => !result.HasPassed))
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}({result.Case.Line})");
            output.WriteLine(DefinitionProblem.OnOneLine($"FAILED {place}: {result.Case.Name}"));
            output.WriteLine(DefinitionProblem.OnOneLine($"  {result.Failure}"));
        }

        int failed = results.Count(result => !result.HasPassed);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{results.Count} cases: {results.Count - failed} passed, {failed} failed ({duration.TotalSeconds:F1} s)"));
    }
}
