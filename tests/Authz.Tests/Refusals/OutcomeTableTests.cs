using Authz.Refusals;

namespace Authz.Tests.Refusals;

public sealed class OutcomeTableTests
{
    [Fact]
    public void Table_HasTheRowOfEachOutcome_AtItsPlace() =>
        Assert.Equal(Enum.GetValues<AuthorizationOutcome>(), OutcomeTable.All.Select(row => row.Outcome));

    [Fact]
    public void Rejects_ValuesThatAreNoOutcome() =>
        Assert.Equal(AuthorizationOutcome.Unavailable, OutcomeTable.Of((AuthorizationOutcome)200).Outcome);
}
