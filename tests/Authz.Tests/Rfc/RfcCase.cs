namespace Authz.Tests.Rfc;

/// <summary>One requirement of an RFC, and a token that meets or breaks it.</summary>
/// <param name="Section">The section of the RFC.</param>
/// <param name="Requirement">What it asks, in short.</param>
/// <param name="Token">A token that is valid but for this.</param>
/// <param name="Expected">Why it is refused; null where it is to be accepted.</param>
internal sealed record RfcCase(string Section, string Requirement, string Token, RefusalReason? Expected)
{
    /// <summary>Holds an API's decisions against the cases.</summary>
    public static async Task AssertAllAsync(TestApi api, IEnumerable<RfcCase> cases)
    {
        foreach (RfcCase row in cases)
        {
            Assert.Equal((row.Section, row.Requirement, row.Expected), (row.Section, row.Requirement, await api.ReasonAsync(row.Token)));
        }
    }
}
