using System.Net;
using System.Net.Sockets;
using System.Text;
using Authz.Server.Gateway;
using Authz.Server.Proxies;
using Authz.Server.Proxies.Forwarding;
using Authz.Server.Tests.Decide.RealProxies;
using Authz.Testing;
using Authz.Tests;

namespace Authz.Server.Tests.Gateway.BehindProxies;

/// <summary>The gateway behind real proxies that come from 127.0.0.1; clients come from other addresses of the loopback network.</summary>
public sealed class BehindProxiesTests
{
    private const string Client = "127.0.0.5";

    // Appends to what the client sends, as most configurations do.
    private const string Nginx =
        """
        events { }
        http { server {
            listen ADDRESS;
            location / {
                proxy_pass GATEWAY;
                proxy_set_header Host inner.example;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto https;
                proxy_set_header X-Forwarded-Host $http_host;
                proxy_set_header Forwarded "$http_forwarded, for=$remote_addr;proto=https;host=\"$http_host\"";
            }
        } }
        """;

    private const string HAProxy =
        """
        defaults
          mode http
          timeout client 60s
          timeout server 60s
          timeout connect 60s
        frontend clients
          bind ADDRESS
          option forwardfor
          http-request set-header X-Forwarded-Proto https
          http-request set-header X-Forwarded-Host %[req.hdr(Host)]
          http-request set-header Host inner.example
          http-request add-header Forwarded for=%[src];proto=https;host=\"%[req.hdr(X-Forwarded-Host)]\"
          default_backend gateway
        backend gateway
          server gateway AUTHORITY
        """;

    private static readonly string[][] s_spoofs =
    [
        [],
        ["X-Forwarded-For: 10.9.9.9"],
        ["X-Forwarded-For: 10.9.9.9", "X-Forwarded-For: 127.0.0.1"],
        ["X-Forwarded-For: 10.9.9.9, 127.0.0.1"],
        ["X-Forwarded-For: unknown"],
        ["X-Forwarded-For: _hidden, [::1]:80"],
        ["X-Forwarded-For: \""],
        ["X-Forwarded-For: 10.9.9.9,"],
        ["X_Forwarded_For: 10.9.9.9"],
        ["X-Real-IP: 10.9.9.9", "Client-IP: 10.9.9.9", "True-Client-IP: 10.9.9.9"],
        ["X-Forwarded-Proto: gopher", "X-Forwarded-Host: evil.example", "X-Forwarded-Port: 1"],
        ["X-Forwarded-Proto: http", "X-Forwarded-Proto: http", "X-Forwarded-Host: evil.example", "X-Forwarded-Host: evil.example"],
        ["Forwarded: for=10.9.9.9"],
        ["Forwarded: for=10.9.9.9;proto=gopher;host=evil.example, for=127.0.0.1"],
        ["Forwarded: for=unknown"],
    ];

    [SkippableTheory]
    [InlineData("nginx", "x-forwarded")]
    [InlineData("nginx", "forwarded")]
    [InlineData("haproxy", "x-forwarded")]
    [InlineData("haproxy", "forwarded")]
    public async Task Believes_TheProxyAndNotTheClient(string program, string family)
    {
        await using RunningProxies proxies = await RunningProxies.StartAsync(program, family);
        foreach (string[] spoof in s_spoofs)
        {
            Assert.Equal(
                (string.Join(" | ", spoof), $"for={Client};host=api.example;proto=https", 200, 403),
                (string.Join(" | ", spoof), await proxies.TellBackendAsync(Client, spoof), await proxies.AskForClientsAsync(Client, spoof),
                    await proxies.AskForClientsAsync("127.0.0.6", spoof)));
        }
    }

    // A client that opens a quote has what the proxy adds read as its own text: then nobody is known, and no condition on an address holds.
    [SkippableTheory]
    [InlineData("nginx", "Forwarded: for=\"")]
    [InlineData("nginx", "Forwarded: for=127.0.0.5;by=\"x")]
    [InlineData("nginx", "Forwarded: for=127.0.0.5;by=\"\\")]
    public async Task Believes_NobodyWhereAClientBreaksTheField(string program, string spoof)
    {
        await using RunningProxies proxies = await RunningProxies.StartAsync(program, "forwarded");

        Assert.StartsWith("for=unknown;", await proxies.TellBackendAsync(Client, spoof), StringComparison.Ordinal);
        Assert.Equal(403, await proxies.AskForClientsAsync(Client, spoof));
    }

    [Fact]
    public async Task Believes_NoClientThatIsNoProxy()
    {
        await using TestGateway gateway = await StartGatewayAsync("x-forwarded");

        string told = await TellBackendAsync(
            gateway, gateway.Address, Client, "X-Forwarded-For: 10.9.9.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.example");

        Assert.Equal($"for={Client};host=api.example;proto=http", told);
    }

    private static Task<TestGateway> StartGatewayAsync(string family) => TestGateway.StartAsync(
        (issuer, backend) => TestGateway.Define(
            [
                ("GET /open", new RouteDefinition { IsOpen = true, Integration = new IntegrationDefinition { Uri = backend } }),
                ("GET /clients", new RouteDefinition
                {
                    Authorizer = "idp",
                    Condition = [new ConditionBlock(new ConditionTerm("IpAddress", "context:identity.sourceIp", Client))],
                    Integration = new IntegrationDefinition { Uri = backend },
                }),
            ],
            issuer),
        new GatewayOptions
        {
            Listen = new Uri("http://127.0.0.1:0"),
            ForwardedRequests = new ForwardedRequests(
                new TrustedProxies([new IPNetwork(IPAddress.Loopback, 32)]),
                family == "forwarded" ? ForwardedFamily.Forwarded : ForwardedFamily.XForwarded),
        });

    // What the gateway tells the backend of a request's way, but for its own address.
    private static async Task<string> TellBackendAsync(TestGateway gateway, Uri address, string client, params string[] headers)
    {
        await SendAsync(address, client, "/open", headers);
        string line = gateway.Backend.LastRequest.Split("\r\n").Single(header => header.StartsWith("Forwarded: ", StringComparison.OrdinalIgnoreCase));
        return line[(line.IndexOf(';', StringComparison.Ordinal) + 1)..];
    }

    private static async Task<RawAnswer> SendAsync(Uri address, string client, string path, IEnumerable<string> headers)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(client), 0));
        await socket.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = new(socket);
        string lines = string.Concat(headers.Select(header => header + "\r\n"));
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {path} HTTP/1.1\r\nHost: api.example\r\nConnection: close\r\n{lines}\r\n"));
        using StreamReader reader = new(stream, Encoding.Latin1);
        return RawAnswer.Read(await reader.ReadToEndAsync());
    }

    private sealed class RunningProxies(RealProxy proxy, TestGateway gateway, Uri address) : IAsyncDisposable
    {
        public static async Task<RunningProxies> StartAsync(string program, string family)
        {
            Requirement.Program(program);
            TestGateway gateway = await StartGatewayAsync(family);
            Uri address = FreeAddress.Find();
            string configuration = (program == "nginx" ? Nginx : HAProxy)
                .Replace("ADDRESS", address.Authority, StringComparison.Ordinal)
                .Replace("GATEWAY", gateway.Host.Address, StringComparison.Ordinal)
                .Replace("AUTHORITY", gateway.Address.Authority, StringComparison.Ordinal);
            return new RunningProxies(await RealProxy.StartAsync(program, configuration + "\n"), gateway, address);
        }

        public Task<string> TellBackendAsync(string client, params string[] headers) =>
            BehindProxiesTests.TellBackendAsync(gateway, address, client, headers);

        public async Task<int> AskForClientsAsync(string client, params string[] headers)
        {
            string token = "Authorization: Bearer " + gateway.Issuer.Mint(TestGateway.Audience, "");
            return (await SendAsync(address, client, "/clients", [.. headers, token])).Status;
        }

        public async ValueTask DisposeAsync()
        {
            await proxy.DisposeAsync();
            await gateway.DisposeAsync();
        }
    }
}
