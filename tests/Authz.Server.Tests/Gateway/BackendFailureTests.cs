namespace Authz.Server.Tests.Gateway;

/// <summary>
/// Chaos: whatever a backend does, the client gets the service's answer or a broken connection, and nothing is left behind.
/// </summary>
public sealed class BackendFailureTests
{
    [Theory]
    [InlineData("closes without a word", "")]
    [InlineData("sends no HTTP", "hello\r\n\r\n")]
    [InlineData("sends another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("has no status", "HTTP/1.1\r\n\r\n")]
    [InlineData("has a bad status", "HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("has a header without a name", "HTTP/1.1 200 OK\r\n: x\r\n\r\n")]
    [InlineData("closes in its head", "HTTP/1.1 200 OK\r\nX-A: ")]
    [InlineData("has a bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("switches protocols unasked", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")]
    public async Task Answers503_WhenTheBackendFails(string description, string answer)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
        gateway.Backend.Answer = _ => answer;

        RawAnswer received = await gateway.SendAsync("POST /pets/1", "Content-Length: 0");

        Assert.Equal((description, 503, """{"message":"Service Unavailable"}"""), (description, received.Status, received.Body));
        Assert.Equal(16, received["Apigw-Requestid"]!.Length);
    }

    [Theory]
    [InlineData("a length", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")]
    [InlineData("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")]
    public async Task AbortsTheConnection_WhenTheBodyEndsEarly(string description, string answer)
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
        gateway.Backend.Answer = _ => answer;
        using HttpClient client = new();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(gateway.Address, "/pets/1")));

        gateway.Backend.Answer = _ => "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        Assert.Equal((description, "ok"), (description, await client.GetStringAsync(new Uri(gateway.Address, "/pets/1"))));
    }

    [Fact]
    public async Task Answers503_WithinTheDeadline_WhenTheBackendDrips()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(
            backend => new IntegrationDefinition { Uri = backend + "/x", Timeout = TimeSpan.FromMilliseconds(200) });
        using ManualResetEventSlim release = new();
        gateway.Backend.Answer = _ =>
        {
            release.Wait(TimeSpan.FromMinutes(1));
            return string.Empty;
        };

        RawAnswer received = await gateway.SendAsync("GET /pets/1");
        release.Set();

        Assert.Equal((503, """{"message":"Service Unavailable"}"""), (received.Status, received.Body));
    }

    [Fact]
    public async Task LeaksNoConnection_HoweverItsBackendFails()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
        string[] failures = ["", "hello\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"];
        int turn = 0;
        gateway.Backend.Answer = _ => failures[Interlocked.Increment(ref turn) % failures.Length];

        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => gateway.SendAsync("GET /pets/1")));

        // The backend hangs up on each, so only what the gateway opened and never used could be left.
        await gateway.Host.DisposeAsync();
        Assert.True(
            SpinWait.SpinUntil(() => gateway.Backend.OpenConnections == 0, TimeSpan.FromMinutes(1)),
            $"{gateway.Backend.OpenConnections} are open");
    }

    [Fact]
    public async Task Continues_AfterTheClientHangsUp()
    {
        await using TestGateway gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
        using ManualResetEventSlim asked = new();
        using ManualResetEventSlim release = new();
        gateway.Backend.Answer = _ =>
        {
            asked.Set();
            release.Wait(TimeSpan.FromMinutes(1));
            return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        };
        using (HttpClient client = new())
        using (CancellationTokenSource hangUp = new())
        {
            Task<string> pending = client.GetStringAsync(new Uri(gateway.Address, "/pets/1"), hangUp.Token);
            await Task.Run(() => asked.Wait(TimeSpan.FromMinutes(1)));
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        }

        release.Set();
        Assert.Equal(200, (await gateway.SendAsync("GET /pets/1")).Status);
    }

    // Line 4: the issuer flaps; what it has published is enough, and what it never could say is the service's error.
    [Fact]
    public async Task ServesOldKeys_AndAnswers503ForNewOnes_WhileTheIssuerFlaps()
    {
        await using TestGateway gateway = await TestGateway.StartAsync((issuer, backend) => TestGateway.Define(
            [("GET /pets", new RouteDefinition { Authorizer = "idp", Integration = new IntegrationDefinition { Uri = backend } })],
            issuer));
        string old = $"Authorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience)}";
        Assert.Equal(200, (await gateway.SendAsync("GET /pets", old)).Status);

        gateway.Issuer.Outage = System.Net.HttpStatusCode.BadGateway;
        gateway.Issuer.Rotate();
        RawAnswer unknown = await gateway.SendAsync("GET /pets", $"Authorization: Bearer {gateway.Issuer.Mint(TestGateway.Audience)}");

        Assert.Equal((503, """{"message":"Service Unavailable"}"""), (unknown.Status, unknown.Body));
        Assert.NotNull(unknown["Retry-After"]);
        Assert.Equal(200, (await gateway.SendAsync("GET /pets", old)).Status);
    }
}
