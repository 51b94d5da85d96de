using Authz.Tests.Signatures;

namespace Authz.Tests.Attacks;

/// <summary>
/// B4, B5: PSS with another salt or mask, and PKCS 1 v1.5 with an incomplete DigestInfo, text after the digest or other padding, a cube
/// root made without the private key among them. OpenSSL CVE-2006-4339, python-rsa CVE-2016-1494.
/// </summary>
public sealed class PaddingForgeryTests
{
    [Theory]
    [InlineData("PS256", 9)]
    [InlineData("RS256", 12)]
    public async Task Rejects_EveryPadding_ExceptTheRightOne(string algorithm, int count)
    {
        using var api = new TestApi(RsaPaddings.KeySet);
        (string Description, string Token, RefusalReason? Expected)[] rows = [.. RsaPaddings.Of(algorithm)];

        Assert.Equal(count, rows.Length);
        Assert.Single(rows, row => row.Expected is null);
        foreach ((string description, string token, RefusalReason? expected) in rows)
        {
            Assert.Equal((description, expected), (description, await api.ReasonAsync(token)));
        }
    }
}
