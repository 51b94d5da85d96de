using Microsoft.IdentityModel.JsonWebTokens;

namespace Authz.Server.Tests.Commands;

public sealed class TokenCommandTests
{
    [Fact]
    public async Task Prints_OnlyTheToken()
    {
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string address = await issuer.FindAddressAsync();

        (int exit, string output, string error) = await RunningCommand.RunAsync(
            "token", "--issuer", address, "--audience", "pets-api", "--scope", "a b", "--claim", "team=red", "--claim", "level:=7",
            "--expires-in", "5m");

        Assert.Equal((0, string.Empty), (exit, error));
        JsonWebToken token = new(output.TrimEnd());
        Assert.Equal((address + "/", "a b", "red"), (token.Issuer, token.GetClaim("scope").Value, token.GetClaim("team").Value));
        Assert.Equal(TimeSpan.FromMinutes(5), token.ValidTo - token.IssuedAt);
        Assert.Equal(7, token.GetPayloadValue<int>("level"));
    }

    [Fact]
    public async Task Rejects_AnIssuerThatCannotBeReachedWithOneLine()
    {
        (int exit, string output,
            string error) = await RunningCommand.RunAsync("token", "--issuer", "http://127.0.0.1:1", "--audience", "a");

        Assert.Equal((1, string.Empty), (exit, output));
        Assert.StartsWith(
            "authz: http://127.0.0.1:1/ cannot be reached: ", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_AServerThatIsNotAnIssuer()
    {
        await using RunningCommand issuer = RunningCommand.Start("issuer", "--listen", "http://127.0.0.1:0");
        string address = await issuer.FindAddressAsync();

        (int exit, _, string error) = await RunningCommand.RunAsync("token", "--issuer", address + "/elsewhere", "--audience", "a");

        Assert.Equal(1, exit);
        Assert.Contains("names no token endpoint", error, StringComparison.Ordinal);
    }
}
