using Authz.Server.Gateway.Operation;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Server.Tests.Gateway.Operation;

public sealed class RevocationWatchTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(57));
    private readonly List<string> _lines = [];

    [Fact]
    public async Task Reports_EachChange_Once()
    {
        using SwitchedFleetStore store = new();
        using Fleet fleet = CreateFleet(store);
        using ApiAuthorizer authorizer = Create(fleet, new RevocationDefinition());
        using RevocationWatch watch = new(authorizer, fleet, _lines.Add, _time);
        await LookAsync(watch, 1);
        Assert.Equal(["warning: the revocations of redis://store may be incomplete (The fleet has not been heard yet.); they are relied on up to maximumStaleness."], Take());

        await LookAsync(watch, 12);
        Assert.Equal(["the revocations of redis://store are complete again."], Take());

        store.IsGone = true;
        await LookAsync(watch, 30);
        Assert.Equal(
            [
                "warning: the revocations of redis://store may be incomplete (The store failed: It is gone.); they are relied on up to maximumStaleness.",
                "warning: the fleet's store redis://store cannot be reached; this replica goes on alone.",
            ],
            Take().Order(StringComparer.Ordinal).Reverse());

        store.IsGone = false;
        await LookAsync(watch, 30);
        Assert.Equal(
            ["the fleet's store redis://store is reached again.", "the revocations of redis://store are complete again."],
            Take().Order(StringComparer.Ordinal));
    }

    /// <summary>Also one that was never reached, and by who asks for used proofs alone.</summary>
    [Fact]
    public async Task Reports_AStoreThatIsGone_FromTheStart()
    {
        using SwitchedFleetStore store = new() { IsGone = true };
        using Fleet fleet = CreateFleet(store);
        using ApiAuthorizer authorizer = Create(fleet, revocation: null);
        using RevocationWatch watch = new(authorizer, fleet, _lines.Add, _time);
        await LookAsync(watch, 5);
        Assert.Equal(["warning: the fleet's store redis://store cannot be reached; this replica goes on alone."], Take());

        store.IsGone = false;
        await LookAsync(watch, 5);
        Assert.Equal(["the fleet's store redis://store is reached again."], Take());
    }

    [Fact]
    public async Task Says_Nothing_WithoutRevocations()
    {
        using ApiAuthorizer authorizer = Create(fleet: null, revocation: null);
        using RevocationWatch watch = new(authorizer, fleet: null, _lines.Add, _time);
        await LookAsync(watch, 5);
        Assert.Empty(_lines);
    }

    private Fleet CreateFleet(FleetStore store) => new(store, FleetSecret.Parse("a secret of the fleet, long enough for a test"), _time);

    private ApiAuthorizer Create(Fleet? fleet, RevocationDefinition? revocation) => new(
        new ApiDefinitionBuilder()
            .AddAuthorizer("idp", new AuthorizerDefinition
            {
                JwtConfiguration = [new JwtConfiguration { Issuer = "https://id.example.com/", Audience = ["api"], Jwks = new Authz.Testing.FakeIssuer().CreateKeySet().ToJsonString() }],
                Revocation = revocation,
                TokenBinding = new TokenBinding { Dpop = TokenBindingRule.Allowed, Origins = ["https://api.example.com"] },
            })
            .AddRoute("GET /a", "idp")
            .Build(),
        new ApiAuthorizerOptions { Fleet = fleet, TimeProvider = _time });

    private async Task LookAsync(RevocationWatch watch, int seconds)
    {
        for (int second = 0; second < seconds; second++)
        {
            await watch.CheckAsync(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await watch.CheckAsync(CancellationToken.None);
    }

    private string[] Take()
    {
        string[] lines = [.. _lines];
        _lines.Clear();
        return lines;
    }
}
