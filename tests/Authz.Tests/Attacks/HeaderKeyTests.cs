using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Attacks;

public sealed class HeaderKeyTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));

    // A6: whatever address a token names, nobody is called. IdentityModel CVE-2024-21643.
    [Fact]
    public async Task Rejects_TokensWithKeysOfTheirOwn_WithoutAConnectionToAnyone()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/jwks");
        FakeIssuer issuer = new(TestApi.Issuer, timeProvider: _time);
        using AddressRecorder recorder = new(issuer.CreateHandler());
        using ApiAuthorizer authorizer = Create(recorder);

        await AssertAllRefusedAsync(authorizer, address);

        // A fetch that the tokens had caused would have begun before the one that this token waits for.
        Assert.Null((await authorizer.AuthorizeAsync(TestApi.Request(issuer.Mint(TestApi.Audience)))).Reason);
        await AssertAllRefusedAsync(authorizer, address);

        Assert.Equal([issuer.DiscoveryUri, issuer.KeySetUri], recorder.Addresses.Distinct());
        await AssertNobodyHasCalledAsync(listener, port);
    }

    // SAP's XSUAA writes jku into every token: the members are ignored, whatever they hold.
    [Fact]
    public async Task Accepts_TokensOfTheIssuer_WhateverKeysTheyBring()
    {
        using var api = new TestApi();
        foreach (string members in HeaderKeys.Members("https://attacker.example/jwks"))
        {
            Assert.Equal((members, null), (members, await api.ReasonAsync(Forged.SignHeader(Forged.Header("," + members)))));
        }
    }

    private ApiAuthorizer Create(HttpMessageHandler handler) => new(
        TestApi.Define(
            CompatibilityMode.Standard, new JwtConfiguration { Issuer = TestApi.Issuer, Audience = [TestApi.Audience] },
            new RouteDefinition { Authorizer = "idp" }),
        new ApiAuthorizerOptions { TimeProvider = _time, KeyFetchHandler = handler });

    private static async Task AssertAllRefusedAsync(ApiAuthorizer authorizer, string address)
    {
        foreach (AttackCase attack in HeaderKeys.Cases(address))
        {
            AuthorizationDecision decision = await authorizer.AuthorizeAsync(TestApi.Request(attack.Token));
            Assert.True(decision.Reason is RefusalReason.KeyUnknown or RefusalReason.KeysUnavailable, attack.Description);
        }
    }

    // Connections are accepted in the order in which they came: whoever had called before us would be the first.
    private static async Task AssertNobodyHasCalledAsync(TcpListener listener, int port)
    {
        using TcpClient ourselves = new(AddressFamily.InterNetwork);
        await ourselves.ConnectAsync(IPAddress.Loopback, port);
        using Socket first = await listener.AcceptSocketAsync();
        Assert.Equal(ourselves.Client.LocalEndPoint, first.RemoteEndPoint);
    }
}
