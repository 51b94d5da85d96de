using System.Globalization;

namespace Authz.Server.Diff;

/// <summary>Compares how much of something is accepted.</summary>
internal static class LimitComparison
{
    /// <summary>Says which of two limits accepts more.</summary>
    /// <param name="what">What is limited, in the plural.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="before">The limit before.</param>
    /// <param name="after">The limit after.</param>
    /// <param name="changes">Receives the change.</param>
    public static void Compare(string what, string unit, int before, int after, List<AccessChange> changes)
    {
        if (before != after)
        {
            bool isLooser = after > before;
            string verdict = isLooser ? $"accepts {what} of up to" : $"refuses {what} of more than";
            changes.Add(new AccessChange(
                isLooser ? AccessChangeKind.Looser : AccessChangeKind.Stricter,
                "",
                string.Create(CultureInfo.InvariantCulture, $"{verdict} {after:N0} {unit}")));
        }
    }
}
