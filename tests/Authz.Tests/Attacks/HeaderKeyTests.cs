using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Authz.Tests.Attacks;

public sealed class HeaderKeyTests
{
    // A6: whatever address a token names, nobody is called. IdentityModel CVE-2024-21643.
    [Fact]
    public async Task Rejects_TokensWithKeysOfTheirOwn_WithoutAConnectionToAnyone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/jwks");
        using var api = new TestApi();

        foreach (AttackCase attack in HeaderKeys.Cases(address))
        {
            Assert.Equal((attack.Description, attack.Expected), (attack.Description, await api.ReasonAsync(attack.Token)));
        }

        Assert.False(listener.Pending());
    }
}
