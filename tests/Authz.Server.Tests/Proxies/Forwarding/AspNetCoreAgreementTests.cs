using System.Net;
using Authz.Server.Proxies;
using Authz.Server.Proxies.Forwarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authz.Server.Tests.Proxies.Forwarding;

/// <summary>
/// ASP.NET Core's own middleware, as docs/gateway.md sets it, beside the gateway's: the same client, scheme and host; or, where a field is in
/// disorder, whatever the docs say.
/// </summary>
public sealed class AspNetCoreAgreementTests
{
    private const string Peer = "10.0.0.1";

    private static readonly System.Net.IPNetwork s_trusted = System.Net.IPNetwork.Parse("10.0.0.0/8");

    private static readonly string[] s_clients =
        ["10.0.0.2", "10.1.2.3", "192.0.2.1", "198.51.100.7", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:443"];

    [Fact]
    public async Task Agrees_OnFieldsInOrder()
    {
        Random random = new(30);
        for (int number = 0; number < 20_000; number++)
        {
            HeaderDictionary headers = [];
            string[] clients = Draw(random, s_clients, random.Next(1, 5));
            headers["X-Forwarded-For"] = string.Join(", ", clients);

            // A proxy replaces these or adds to them, as it does with the clients.
            headers["X-Forwarded-Proto"] = string.Join(", ", Draw(random, ["http", "https", "HTTPS"], random.Next(2) == 0 ? 1 : clients.Length));
            headers["X-Forwarded-Host"] = string.Join(", ", Draw(random, ["a.example", "b.example:8443", "[2001:db8::2]"], random.Next(2) == 0 ? 1 : clients.Length));

            (string ours, string theirs) = await CompareAsync(headers);

            Assert.Equal((Text(headers), ours), (Text(headers), theirs));
        }
    }

    [Theory]
    [InlineData("192.0.2.1, unknown", "-", Peer)]
    [InlineData("192.0.2.1, _hidden, 10.0.0.2", "-", "10.0.0.2")]
    [InlineData("192.0.2.1, 10.0.0.02", "-", "192.0.2.1")]
    public async Task Knows_NobodyWhereTheMiddlewareDoes(string clients, string expected, string middleware)
    {
        (string ours, string theirs) = await CompareAsync(new HeaderDictionary { ["X-Forwarded-For"] = clients });

        Assert.Equal(($"{expected} http inner.example", $"{middleware} http inner.example"), (ours, theirs));
    }

    private static async Task<(string Ours, string Theirs)> CompareAsync(HeaderDictionary headers)
    {
        DefaultHttpContext ours = Request(headers);
        new ForwardedRequests(new TrustedProxies([s_trusted]), ForwardedFamily.XForwarded).Apply(ours);

        DefaultHttpContext theirs = Request(headers);
        ForwardedHeadersOptions options = new()
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        options.KnownIPNetworks.Add(s_trusted);
        await new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, Options.Create(options)).Invoke(theirs);
        return (Text(ours), Text(theirs));
    }

    private static DefaultHttpContext Request(HeaderDictionary headers)
    {
        DefaultHttpContext context = new();
        foreach ((string name, var value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        context.Connection.RemoteIpAddress = IPAddress.Parse(Peer);
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("inner.example");
        return context;
    }

    private static string[] Draw(Random random, string[] pool, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => pool[random.Next(pool.Length)])];

    private static string Text(DefaultHttpContext context) =>
        $"{context.Connection.RemoteIpAddress?.ToString() ?? "-"} {context.Request.Scheme.ToLowerInvariant()} {context.Request.Host}";

    private static string Text(HeaderDictionary headers) => string.Join(" | ", headers.Select(one => $"{one.Key}: {one.Value}"));
}
