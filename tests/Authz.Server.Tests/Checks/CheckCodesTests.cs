using Authz.Server.Checks;
using Authz.Tests;

namespace Authz.Server.Tests.Checks;

public sealed class CheckCodesTests
{
    [Fact]
    public void Documents_EveryCode_WithItsSeverity_AndNoOther()
    {
        IEnumerable<string> documented = RepositoryFile.ReadText("docs/check-codes.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split('|')[1..3].Select(cell => cell.Trim(' ', '`'))));

        Assert.Equal(CheckCodes.All.Select(code => $"{code.Name} {FindingText.NameOf(code.Severity)}"), documented);
    }
}
