using Authz.Definitions.Mapping;

namespace Authz.Tests.Definitions.Mapping;

public sealed class PayloadFormatTests
{
    [Theory]
    [InlineData(PayloadFormatVersion.Version1, "1.0")]
    [InlineData(PayloadFormatVersion.Version2, "2.0")]
    public void Writes_TheVersion_AsFilesDo(PayloadFormatVersion version, string expected) =>
        Assert.Equal(expected, PayloadFormat.ToText(version));
}
