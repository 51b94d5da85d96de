using System.Globalization;
using System.Text;
using Authz.Tokens;

namespace Authz.Explaining;

/// <summary>What the step-up found.</summary>
internal static class StepUpFindings
{
    public static CheckFinding StepUp(ExplainedRequest explained)
    {
        if (explained.Route!.Definition.StepUp is not { } stepUp)
        {
            return new("any authentication", "not asked for");
        }

        List<string> expected = [];
        List<string> found = [];
        if (stepUp.AcrValues.Count > 0)
        {
            expected.Add($"acr {(stepUp.AcrValues.Count > 1 ? "one of " : "")}{ValueText.List(stepUp.AcrValues)}");
            found.Add(explained.Payload.Describe("acr"));
        }

        if (stepUp.MaxAge is { } age)
        {
            expected.Add(string.Create(CultureInfo.InvariantCulture, $"auth_time at most {(long)age.TotalSeconds} s ago, and not to come"));
            found.Add(DescribeTime(explained));
        }

        return new(string.Join(", ", expected), string.Join(", ", found));
    }

    private static string DescribeTime(ExplainedRequest explained) =>
        explained.Payload.TryGet("auth_time", out string? raw) && NumericDate.TryRead(Encoding.UTF8.GetBytes(raw), out long seconds, out _)
            ? $"auth_time {ValueText.Time(seconds, explained.Trace.Now)}"
            : explained.Payload.Describe("auth_time");
}
