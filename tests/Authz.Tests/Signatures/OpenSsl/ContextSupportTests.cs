using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Tests.Signatures.OpenSsl;

public sealed class ContextSupportTests
{
    public static TheoryData<string> Algorithms() => KnownAnswersTests.Algorithms();

    // On Linux with OpenSSL 3 the contexts are there; a machine where they silently are not would measure something else.
    [SkippableTheory]
    [MemberData(nameof(Algorithms))]
    public void Keeps_Contexts_WhereThePlatformIsOpenSsl3(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        ContextRequirement.Require(algorithm);

        Assert.Equal(ContextStatus.Kept, ContextSupport.StatusOf(algorithm));
        Assert.True(ContextSupport.IsProven(algorithm));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Obeys_TheSwitch(string name)
    {
        bool isWished = PlatformSwitch.IsOn;
        ContextStatus status = ContextSupport.TryProve(JwsAlgorithmNames.Parse(name));

        Assert.Equal(isWished, status == ContextStatus.Switch);
        Assert.Equal(status == ContextStatus.Kept, ContextSupport.IsProven(JwsAlgorithmNames.Parse(name)));
    }

    [Fact]
    public void Names_EveryStatus()
    {
        ContextStatus[] all = Enum.GetValues<ContextStatus>();
        Assert.Equal(all.Length, all.Select(status => status.ToCode()).Distinct().Count());
        Assert.Equal("untried", default(ContextStatus).ToCode());
    }
}
