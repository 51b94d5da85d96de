using Authz.Server.Gateway.Requests;

namespace Authz.Server.Tests.Gateway;

public sealed class RequestIdTests
{
    [Fact]
    public void Has_TheServicesForm()
    {
        string id = RequestId.Create();

        Assert.Equal(16, id.Length);
        Assert.EndsWith("=", id, StringComparison.Ordinal);
        Assert.All(id[..15], character => Assert.True(char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
        Assert.NotEqual(id, RequestId.Create());
    }
}
