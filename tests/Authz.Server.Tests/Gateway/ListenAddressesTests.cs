using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Authz.Server.Gateway;
using Microsoft.Extensions.Configuration;

namespace Authz.Server.Tests.Gateway;

public sealed class ListenAddressesTests
{
    public static TheoryData<string> Wildcards =>
    [
        "http://*:8080", "http://+:8080", "http://0.0.0.0:8080", "http://[::]:8080", "http://[::ffff:0.0.0.0]:8080",
        "https://api.example.com:8080/",
    ];

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/pets")]
    [InlineData("http://127.0.0.1:8080", "http://localhost:8080")]
    [InlineData("http://127.0.0.1:8080", "http://LOCALHOST:8080")]
    [InlineData("http://127.0.0.1:8080", "http://localhost.:8080")]
    [InlineData("http://127.0.0.1:8080", "http://pets.localhost:8080")]
    [InlineData("http://127.0.0.1:8080", "http://127.1:8080")]
    [InlineData("http://127.0.0.1:8080", "http://0x7f000001:8080")]
    [InlineData("http://127.0.0.1:8080", "http://[::ffff:127.0.0.1]:8080")]
    [InlineData("http://127.0.0.1:8080", "http://0.0.0.0:8080")]
    [InlineData("http://127.0.0.1:8080", "http://user:secret@127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:8080", "https://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("http://[::1]:8080", "http://[0:0:0:0:0:0:0:1]:8080")]
    [InlineData("http://[::1]:8080", "http://localhost:8080")]
    [InlineData("http://localhost:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080", "http://[::1]:8080")]
    [InlineData("http://[::ffff:127.0.0.1]:8080", "http://127.0.0.1:8080")]
    [InlineData("http://10.1.2.3:8080", "http://10.1.2.3:8080")]
    [InlineData("http://127.0.0.1", "http://127.0.0.1:80")]
    [InlineData("http://127.0.0.1:80", "http://localhost")]
    [InlineData("https://127.0.0.1", "https://localhost")]
    [InlineData("https://localhost:443", "https://127.0.0.1/pets")]
    public void Finds_TheGatewayItself(string listen, string url) => Assert.Equal(listen, Find(listen, url));

    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8081")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.2:8080")]
    [InlineData("http://127.0.0.1:8080", "http://[::1]:8080")]
    [InlineData("http://127.0.0.1:8080", "http://backend.example.com:8080")]
    [InlineData("http://127.0.0.1:8080", "http://localhost.example.com:8080")]
    [InlineData("http://127.0.0.1:8080", "http://10.1.2.3:8080")]
    [InlineData("http://10.1.2.3:8080", "http://localhost:8080")]
    [InlineData("http://*:8080", "http://203.0.113.7:8080")]
    [InlineData("http://*:8080", "http://backend.example.com:8080")]
    [InlineData("http://*:8080", "http://localhost:8081")]
    [InlineData("http://127.0.0.1:443", "http://127.0.0.1")]
    [InlineData("http://unix:/run/authz.sock", "http://127.0.0.1")]
    [InlineData("nonsense", "http://127.0.0.1")]
    public void Passes_AnotherServer(string listen, string url) => Assert.Null(Find(listen, url));

    [Theory]
    [MemberData(nameof(Wildcards))]
    public void Finds_EveryAddressOfThisMachine_BehindAWildcard(string listen)
    {
        string[] names =
        [
            "localhost", "127.0.0.1", "127.200.3.4", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", Dns.GetHostName(),
            .. NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(card => card.GetIPProperties().UnicastAddresses)
                .Select(own => own.Address)
                .Where(address => !address.IsIPv6LinkLocal)
                .Select(address => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString()),
        ];

        Assert.All(names, name => Assert.Equal((name, listen), (name, Find(listen, $"http://{name}:8080/x"))));
    }

    [Fact]
    public void Finds_TheActualPort_OnceItIsKnown()
    {
        ListenAddresses addresses = new(new Uri("http://127.0.0.1:0"), kestrel: null);
        Assert.Null(addresses.Find(new Uri("http://127.0.0.1:4711")));

        addresses.AddBound(["http://127.0.0.1:4711"]);

        Assert.Equal("http://127.0.0.1:4711", addresses.Find(new Uri("http://localhost:4711")));
    }

    private static string? Find(string listen, string url) => new ListenAddresses(
        new Uri("http://127.0.0.1:1"),
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Endpoints:a:Protocols"] = "Http2",
                ["Endpoints:b:Url"] = "http://127.0.0.1:2",
                ["Endpoints:c:Url"] = listen,
            })
            .Build()).Find(new Uri(url));
}
