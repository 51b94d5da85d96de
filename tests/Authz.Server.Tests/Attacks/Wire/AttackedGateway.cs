using System.Globalization;
using Authz.Server.Gateway;
using Authz.Server.Tests.Gateway;
using Microsoft.Extensions.Configuration;

namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>A gateway whose backend tells what came through, and the means to know when that was all.</summary>
public sealed class AttackedGateway : IAsyncLifetime
{
    private TestGateway _gateway = null!;
    private int _markers;
    private int _seen;

    internal Uri Address => _gateway.Address;

    /// <summary>Where HTTP/2 is spoken from the first octet.</summary>
    internal Uri Http2Address => new(_gateway.Host.Addresses.Last());

    internal string Token => _gateway.Issuer.Mint(TestGateway.Audience);

    public async Task InitializeAsync()
    {
        static RouteDefinition Open(string uri) => new() { IsOpen = true, Integration = new IntegrationDefinition { Uri = uri } };
        _gateway = await TestGateway.StartAsync(
            (issuer, backend) => TestGateway.Define(
                [
                    ("ANY /open", Open(backend + "/open")),
                    ("GET /smuggled", Open(backend + "/smuggled")),
                    ("GET /end", Open(backend + "/end")),
                    ("GET /marker/{number}", Open(backend + "/marker/{number}")),
                    ("ANY /guarded", Open(backend + "/guarded") with { IsOpen = false, Authorizer = "idp" }),
                ],
                issuer),
            new GatewayOptions { Listen = new Uri("http://127.0.0.1:0"), Kestrel = CreateEndpoints() });
        _gateway.Backend.Answer = static request => request.StartsWith("HEAD ", StringComparison.Ordinal)
            ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
            : "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    /// <summary>Sends an attack and everything after it, and reads until the gateway hangs up.</summary>
    internal Task<string> SendAsync(RawAttack attack) => WireClient.SendAsync(Address, Fill(attack.Whole), attack.HangsUp);

    /// <summary>What the backend has got since the last question. A marker, sent last, says when it has got everything.</summary>
    internal async Task<IReadOnlyList<string>> FindReachedAsync()
    {
        string marker = $"/marker/{(++_markers).ToString(CultureInfo.InvariantCulture)}";
        RawAnswer answer = await _gateway.SendAsync($"GET {marker}");
        Assert.Equal(200, answer.Status);
        string[] octets = [.. _gateway.Backend.Requests.Skip(_seen)];
        _seen += octets.Length;
        string[] reached = [.. octets.Select(WireRequest.Summarise)];
        Assert.Equal($"GET {marker}", reached[^1]);
        return reached[..^1];
    }

    internal string Fill(string octets) => RawAttack.Fill(octets, Token);

    // One endpoint for each protocol, in this order.
    private static IConfigurationRoot CreateEndpoints() => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Endpoints:1:Url"] = "http://127.0.0.1:0",
            ["Endpoints:1:Protocols"] = "Http1",
            ["Endpoints:2:Url"] = "http://127.0.0.1:0",
            ["Endpoints:2:Protocols"] = "Http2",
        })
        .Build();
}
