using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Server.Tests;

public sealed class SignatureReportTests
{
    [Theory]
    [InlineData(ContextStatus.Untried, "the platform's own calls, until a key is used again (untried)")]
    [InlineData(ContextStatus.Switch, "the platform's own calls (switch)")]
    [InlineData(ContextStatus.SelfTest, "the platform's own calls (self_test)")]
    public void Says_OnceWhatHoldsForAll(object status, string expected) =>
        Assert.Equal(expected, SignatureReport.Describe(_ => (ContextStatus)status));

    [Fact]
    public void Names_TheAlgorithms_WhereTheyDiffer()
    {
        string report = SignatureReport.Describe(algorithm => algorithm switch
        {
            JwsAlgorithm.RS256 or JwsAlgorithm.ES512 => ContextStatus.Kept,
            JwsAlgorithm.PS384 => ContextStatus.SelfTest,
            _ => ContextStatus.Untried,
        });

        Assert.StartsWith("RS256, ES512: contexts kept in OpenSSL", report, StringComparison.Ordinal);
        Assert.Contains("; PS384: the platform's own calls (self_test)", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_EveryAlgorithm() => Assert.DoesNotContain("untried", SignatureReport.Test(), StringComparison.Ordinal);
}
