using System.Net;
using Authz.Server.Issuer;

namespace Authz.Server.Tests.Issuer;

public sealed class LoopbackGuardTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _client = new();
    private IssuerHost _host = null!;

    public async Task InitializeAsync() =>
        _host = await IssuerHost.StartAsync(new Uri("http://127.0.0.1:0"), TimeProvider.System, CancellationToken.None);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("its address", "127.0.0.1:PORT", null, HttpStatusCode.OK)]
    [InlineData("localhost", "localhost:PORT", null, HttpStatusCode.OK)]
    [InlineData("its own origin", "127.0.0.1:PORT", "http://127.0.0.1:PORT", HttpStatusCode.OK)]
    [InlineData("another name, as in DNS rebinding", "evil.example:PORT", null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("another port, as behind a port-forward", "127.0.0.1:1", null, HttpStatusCode.OK)]
    [InlineData("a port-forward's own page", "localhost:9999", "http://localhost:9999", HttpStatusCode.OK)]
    [InlineData("another page through a port-forward", "localhost:9999", "http://localhost:9998", HttpStatusCode.Forbidden)]
    [InlineData("IPv6", "[::1]:9999", null, HttpStatusCode.OK)]
    [InlineData("an address that is not loopback", "10.0.0.1:PORT", null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("a name that begins like ours", "127.0.0.1.evil.example:PORT", null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("a page's origin", "127.0.0.1:PORT", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("a sandboxed page's origin", "127.0.0.1:PORT", "null", HttpStatusCode.Forbidden)]
    [InlineData("another local server's origin", "127.0.0.1:PORT", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    public async Task Serves_ItsOwnHostAndOriginOnly(string description, string host, string? origin, HttpStatusCode expected)
    {
        Assert.NotEmpty(description);
        string port = new Uri(_host.Issuer.Issuer).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_host.Issuer.Issuer + "control/rotate?alg=ES256"));
        request.Headers.Host = host.Replace("PORT", port, StringComparison.Ordinal);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin.Replace("PORT", port, StringComparison.Ordinal));
        }

        using HttpResponseMessage response = await _client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 3 : 2, _host.Issuer.PublishedKeys.Count);
        Assert.Equal(
            expected == HttpStatusCode.MisdirectedRequest,
            (await response.Content.ReadAsStringAsync()).Contains("localhost or a loopback address", StringComparison.Ordinal));
        Assert.DoesNotContain(response.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}
