using Authz.Server.Gateway.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Tests.Gateway;

public sealed class ViaPseudonymTests
{
    private readonly ViaPseudonym _pseudonym = new();

    [Fact]
    public void Differs_FromEveryOther() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => new ViaPseudonym().Name).Distinct().Count());

    [Theory]
    [InlineData("HTTP/1.0", "1.0")]
    [InlineData("HTTP/1.1", "1.1")]
    [InlineData("HTTP/2", "2")]
    [InlineData("HTTP/3", "3")]
    public void Names_TheReceivedVersion(string protocol, string version)
    {
        DefaultHttpContext context = new() { Request = { Protocol = protocol } };
        context.Request.Headers.Via = new StringValues(["1.0 fred", "1.1 p.example.net"]);

        Assert.Equal(
            $"1.0 fred; 1.1 p.example.net; {version} {_pseudonym.Name}", string.Join("; ", [.. _pseudonym.AppendTo(context.Request)]));
    }

    [Fact]
    public void Costs_NoAllocation_OnTheOrdinaryPath()
    {
        DefaultHttpContext context = new() { Request = { Protocol = "HTTP/1.1" } };
        context.Request.Headers.Via = "1.0 fred, 1.1 authz-0123456789abcdef0123456789abcdef (comment)";
        StringValues via = context.Request.Headers.Via;
        DefaultHttpContext without = new() { Request = { Protocol = "HTTP/1.1" } };
        _ = _pseudonym.IsIn(via);
        _ = _pseudonym.AppendTo(without.Request);

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isIn = _pseudonym.IsIn(via) || _pseudonym.IsIn(without.Request.Headers.Via);
        StringValues appended = _pseudonym.AppendTo(without.Request);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((false, 1, 0), (isIn, appended.Count, allocated));
    }
}
