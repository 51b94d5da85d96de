using System.Net;
using Authz.Testing;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;

namespace Authz.AspNetCore.Tests.Moving;

/// <summary>The tests of an application, written against JwtBearer. They pass with it and after the move.</summary>
public abstract class ShopTests : IAsyncLifetime
{
    private readonly FakeIssuer _issuer = new("https://id.shop.example/");
    private readonly FakeIssuer _partner = new("https://id.partner.example/");
    private HostUnderTest _shop = null!;

    public async Task InitializeAsync() => _shop = await StartAsync(_issuer.CreateHandler(_partner));

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Fact]
    public async Task OpenPage_NeedsNoToken() => Assert.Equal("open", await ReadAsync("/"));

    [Fact]
    public async Task Me_IsTheSubject() => Assert.Equal("test-subject", await ReadAsync("/me", Mint()));

    [Fact]
    public async Task Me_WithoutAToken_AsksToLogIn()
    {
        using HttpResponseMessage answer = await _shop.GetAsync("/me");
        Assert.Equal((HttpStatusCode.Unauthorized, "log in first"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).ToString());
    }

    [Fact]
    public async Task Expired_HasHeader()
    {
        using HttpResponseMessage answer = await _shop.GetAsync("/me", Mint(("nbf", -7200), ("iat", -7200), ("exp", -3600)));
        Assert.Equal((HttpStatusCode.Unauthorized, "true"), (answer.StatusCode, Header(answer, "Token-Expired")));
    }

    [Fact]
    public async Task Good_HasNoHeader() => Assert.Null(Header(await _shop.GetAsync("/me", Mint()), "Token-Expired"));

    [Fact]
    public async Task OtherAudience_IsRefused()
    {
        using HttpResponseMessage answer = await _shop.GetAsync("/me", _issuer.Mint("other"));
        Assert.Equal((HttpStatusCode.Unauthorized, null), (answer.StatusCode, Header(answer, "Token-Expired")));
    }

    [Fact]
    public async Task Shop_IsReadFromTheToken() =>
        Assert.Equal("shop 7", await ReadAsync("/shop", _issuer.Token("shop").With("shop_id", "7").Sign(_issuer.CurrentKey)));

    [Fact]
    public async Task Shop_MayBeMissing() => Assert.Equal("no shop", await ReadAsync("/shop", Mint()));

    [Fact]
    public async Task Admin_NeedsTheRole()
    {
        using HttpResponseMessage answer = await _shop.GetAsync("/admin", Mint());
        Assert.Equal((HttpStatusCode.Forbidden, "true"), (answer.StatusCode, Header(answer, "X-Denied")));
    }

    [Fact]
    public async Task Admin_HasTheRole() =>
        Assert.Equal("admin", await ReadAsync("/admin", _issuer.Token("shop").With("roles", "admin").Sign(_issuer.CurrentKey)));

    [Fact]
    public async Task Partner_IsChosenByItsHeader()
    {
        using HttpResponseMessage answer = await _shop.GetAsync("/me", _partner.Mint("shop-partners"), ("X-Partner", "1"));
        Assert.Equal((HttpStatusCode.OK, "test-subject"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Partner_WithoutItsHeader_IsRefused()
    {
        using HttpResponseMessage answer = await _shop.GetAsync("/me", _partner.Mint("shop-partners"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Orders_AreTheUsers() => Assert.Equal("orders of test-subject", await ReadAsync("/orders", Mint()));

    [Fact]
    public async Task Gold_NeedsTheClaim()
    {
        using HttpResponseMessage refused = await _shop.GetAsync("/orders/gold", Mint());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("gold", await ReadAsync("/orders/gold", _issuer.Token("shop").With("level", "gold").Sign(_issuer.CurrentKey)));
    }

    [Fact]
    public async Task Hub_TakesTheTokenFromTheQuery()
    {
        await using HubConnection hub = Connect(Mint());
        await hub.StartAsync();
        Assert.Equal("test-subject", await hub.InvokeAsync<string>("WhoAmI"));
        await using HubConnection stranger = Connect(token: null);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => stranger.StartAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Document_HasBothSchemes()
    {
        string document = await ReadAsync("/openapi/v1.json");
        Assert.Contains("\"Bearer\"", document, StringComparison.Ordinal);
        Assert.Contains("\"Partner\"", document, StringComparison.Ordinal);
    }

    private protected abstract Task<HostUnderTest> StartAsync(HttpMessageHandler issuers);

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;

    private string Mint(params ReadOnlySpan<(string Claim, int Seconds)> times)
    {
        TestToken token = _issuer.Token("shop");
        foreach ((string claim, int seconds) in times)
        {
            token = token.With(claim, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds);
        }

        return token.Sign(_issuer.CurrentKey);
    }

    private async Task<string> ReadAsync(string target, string? token = null)
    {
        using HttpResponseMessage answer = await _shop.GetAsync(target, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    // A browser's WebSocket has no header, so the token is in the query.
    private HubConnection Connect(string? token) => new HubConnectionBuilder()
        .WithUrl("http://localhost/hub" + (token is null ? "" : $"?access_token={token}"), options =>
        {
            options.Transports = HttpTransportType.LongPolling;
            options.HttpMessageHandlerFactory = _ => _shop.App.GetTestServer().CreateHandler();
        })
        .Build();
}

/// <summary>Before the move.</summary>
public sealed class ShopBeforeTests : ShopTests
{
    private protected override Task<HostUnderTest> StartAsync(HttpMessageHandler issuers) =>
        HostUnderTest.StartAsync(builder => Shops.Before.Shop.Configure(builder, issuers), Shops.Before.Shop.Map);
}

/// <summary>After the move.</summary>
public sealed class ShopAfterTests : ShopTests
{
    private protected override Task<HostUnderTest> StartAsync(HttpMessageHandler issuers) =>
        HostUnderTest.StartAsync(builder => Shops.After.Shop.Configure(builder, issuers), Shops.After.Shop.Map);
}
