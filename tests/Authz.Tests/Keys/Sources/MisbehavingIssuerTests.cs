using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Authz.Keys;
using Authz.Keys.Refreshing;
using Authz.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Keys.Sources;

/// <summary>
/// Over real sockets: whatever an issuer sends, the last good keys serve, reading stops at the limit, and little memory is spent. Run
/// alone, because memory and threads are those of the whole process.
/// </summary>
[Collection(nameof(RunAlone))]
public sealed class MisbehavingIssuerTests : IDisposable
{
    private const long AllowedBytes = 2 << 20;

    private static readonly TestJwk s_key = TestJwk.Create("good");
    private static readonly string s_set = TestJwk.SetOf(s_key.Json);

    // By name: a case with its bytes would be written out for the runner, which takes longer than all the tests together.
    private static readonly Dictionary<string, (byte[] Answer, string Cause)> s_badAnswers = new()
    {
        ["nothing at all"] = ([], "cannot be read"),
        ["no HTTP"] = ("hello\r\n\r\n"u8.ToArray(), "cannot be read"),
        ["status 500"] = (RawServer.Response(s_set, "500 Oops"), "status 500"),
        ["status 204"] = (RawServer.Response("", "204 No Content"), "status 204"),
        ["status 206"] = (RawServer.Response(s_set, "206 Partial Content"), "status 206"),
        ["status 304 that was not asked for"] = (RawServer.Response("", "304 Not Modified"), "status 304"),
        ["a redirect to itself"] = (RawServer.Response("", "302 Found", "Location: /keys\r\n"), "status 302"),
        ["HTML"] = (RawServer.Response("<html></html>", headers: "Content-Type: text/html\r\n"), "not a JSON object"),
        ["JSON cut short"] = (RawServer.Response(s_set[..^5]), "one reading"),
        ["a body shorter than announced"] = (RawServer.Response(s_set)[..^5], "cannot be read"),
        ["two members keys"] = (RawServer.Response("""{"keys":[],"keys":[]}"""), "one reading"),
        ["no keys"] = (RawServer.Response("""{"keys":[]}"""), "no usable key"),
        ["101 keys"] = (RawServer.Response(TestJwk.SetOf(Enumerable.Repeat(s_key.Json, 101))), "more than 100 keys"),
        ["a key of 16,384 bits"] = (RawServer.Response(TestJwk.SetOf(HugeKey())), "16384 bits"),
        ["150,001 bytes announced"] = (RawServer.Response(s_set.PadRight(150_001)), "announced 150001 bytes"),
        ["a gzip bomb"] = (GzipBomb(), "Content-Encoding gzip"),
        ["headers without end"] = (Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX-A: " + new string('a', 4 << 20)), "cannot be read"),
    };

    private readonly FakeTimeProvider _time = new();
    private readonly RawServer _server = new();
    private readonly IssuerKeysRegistry _registry;
    private readonly IssuerKeys _keys;

    public MisbehavingIssuerTests()
    {
        _registry = new IssuerKeysRegistry(new ApiAuthorizerOptions { TimeProvider = _time });
        _keys = _registry.GetOrAdd(KeysUnderTest.Entry with { JwksUri = _server.Address }, CompatibilityProfile.Standard);
        _server.Send(RawServer.Response(s_set));
    }

    public static TheoryData<string> BadAnswers => [.. s_badAnswers.Keys];

    public void Dispose()
    {
        _registry.Dispose();
        _server.Dispose();
    }

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task Keeps_TheLastGoodSet_AfterABadResponse(string description)
    {
        (byte[] answer, string cause) = s_badAnswers[description];
        await WarmUpAsync();
        _server.Send(answer);

        await AssertRefreshFailsAsync(description, cause);
        await AssertRecoversAsync();
    }

    [Fact]
    public async Task Keeps_TheLastGoodSet_WhenTheConnectionIsRefused()
    {
        await WarmUpAsync();
        _server.Dispose();

        await AssertRefreshFailsAsync("connection refused", "cannot be read");
    }

    [Fact]
    public async Task Keeps_TheLastGoodSet_WhenTheConnectionIsReset_AtAnyOf20Offsets()
    {
        await WarmUpAsync();
        byte[] response = RawServer.Response(s_set);
        for (int step = 0; step < 20; step++)
        {
            int offset = step * (response.Length - 1) / 19;
            _server.Respond = async (socket, cancellationToken) =>
            {
                await _server.SendAsync(socket, response.AsMemory(0, offset), cancellationToken);
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            };

            await AssertRefreshFailsAsync($"reset after {offset} bytes", "cannot be read");
        }

        await AssertRecoversAsync();
    }

    [Fact]
    public async Task Keeps_TheLastGoodSet_WhenTheTlsHandshakeFails()
    {
        using TlsSwitch handler = new();
        using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions { TimeProvider = _time, KeyFetchHandler = handler });
        IssuerKeys keys = registry.GetOrAdd(KeysUnderTest.Entry with { JwksUri = _server.Address }, CompatibilityProfile.Standard);
        await keys.WarmUpAsync(default);
        Assert.Null(keys.GetStatus().LastError);

        handler.UsesTls = true;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        _time.Advance(TimeSpan.FromHours(1));
        await keys.WarmUpAsync(default);

        AssertCost(before);
        Assert.Contains("SSL", keys.GetStatus().LastError, StringComparison.Ordinal);
        Assert.Equal(KeyLookupStatus.Found, Find(keys));
    }

    [Theory]
    [InlineData("drips a byte a second", 1)]
    [InlineData("sends its head and then nothing", 0)]
    public async Task GivesUp_OnASlowIssuer_AfterFiveSeconds(string description, int bytes)
    {
        await WarmUpAsync();
        TaskCompletionSource underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{");
        _server.Respond = async (socket, cancellationToken) =>
        {
            await _server.SendAsync(socket, head, cancellationToken);
            underWay.TrySetResult();
            while (true)
            {
                await _server.SendAsync(socket, new byte[bytes].AsMemory(), cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(1), _time, cancellationToken);
            }
        };
        long before = GC.GetTotalAllocatedBytes(precise: true);
        _time.Advance(RefreshSchedule.LongestInterval);
        await underWay.Task;

        for (int second = 0; second < 5; second++)
        {
            Assert.True(Find() == KeyLookupStatus.Found, description);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await _keys.WarmUpAsync(default);
        AssertCost(before);
        Assert.Contains("no complete answer within 5 s", _keys.GetStatus().LastError, StringComparison.Ordinal);
        Assert.Equal(KeyLookupStatus.Found, Find());
    }

    [Fact]
    public async Task StopsReading_AtTheLimit_WhenABodyDoesNotEnd()
    {
        await WarmUpAsync();
        byte[] head = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        byte[] blanks = Encoding.ASCII.GetBytes(new string(' ', 8192));
        TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Respond = async (socket, cancellationToken) =>
        {
            try
            {
                await _server.SendAsync(socket, head, cancellationToken);
                while (true)
                {
                    await _server.SendAsync(socket, blanks, cancellationToken);
                }
            }
            finally
            {
                closed.SetResult();
            }
        };

        await AssertRefreshFailsAsync("a body without end", "more than 150000 bytes");
        await closed.Task;
        Assert.InRange(_server.BytesSent, KeyLimits.DocumentBytes, 32 << 20);
    }

    [Fact]
    public async Task Serves_TheSameKeys_FromAnIssuerThatFailsEverySecondTime()
    {
        await WarmUpAsync();
        for (int round = 0; round < 20; round++)
        {
            Assert.Equal(KeyLookupStatus.Found, Find());
            _server.Send(round % 2 == 0 ? RawServer.Response("oops", "503 Busy") : RawServer.Response(s_set));
            long before = GC.GetTotalAllocatedBytes(precise: true);
            _time.Advance(RefreshSchedule.LongestInterval);
            await _keys.WarmUpAsync(default);
            AssertCost(before);
            Assert.Equal(round % 2 == 0, _keys.GetStatus().LastError is not null);
        }

        Assert.Equal(0, _keys.GetStatus().Rotations);
        Assert.Equal(21, _server.Requests);
    }

    [Fact]
    public Task Blocks_NoThread_WhileAThousandWaitForTheKeyThatAStalledIssuerLacks() => WithFewestThreadsAsync(async keys =>
    {
        await keys.WarmUpAsync(default);
        Stall();
        KeyWait wait = KeyQueries.Wait(KeyRefreshReason.UnknownKeyId, "unknown"u8.ToArray(), JwsAlgorithm.ES256, null);
        long started = Stopwatch.GetTimestamp();

        Task waiting = AThousandTimesAsync(wait, keys);
        await Task.Run(() => Assert.Equal(KeyLookupStatus.Found, Find(keys)));
        await waiting;

        AssertWaited(KeyWait.RefreshLimit, started);
        Assert.Equal(2, _server.Requests);
    });

    [Fact]
    public Task Blocks_NoThread_WhileAThousandFirstRequestsWaitForAStalledIssuer() => WithFewestThreadsAsync(async keys =>
    {
        Stall();
        KeyWait wait = KeyQueries.Wait(KeyRefreshReason.FirstUse, s_key.KeyIdBytes, JwsAlgorithm.ES256, null);
        long started = Stopwatch.GetTimestamp();

        await AThousandTimesAsync(wait, keys);

        AssertWaited(KeyWait.FirstSetLimit, started);
        Assert.Equal(KeyLookupStatus.NoKeys, Find(keys));
        Assert.Equal(1, _server.Requests);
    });

    private static Task AThousandTimesAsync(KeyWait wait, IssuerKeys keys) =>
        Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(async () =>
        {
            Assert.Equal(KeyRefreshOutcome.Pending, keys.RequestRefresh(wait.Request));
            await keys.WaitAsync(wait, default);
        })));

    // The upper bound is far above the limit, for busy machines, and far below what a thousand blocked threads would take at the pool's
    // pace of one or two new threads a second.
    private static void AssertWaited(TimeSpan limit, long started) =>
        Assert.InRange(Stopwatch.GetElapsedTime(started), limit - TimeSpan.FromMilliseconds(50), limit + TimeSpan.FromSeconds(20));

    private async Task WithFewestThreadsAsync(Func<IssuerKeys, Task> test)
    {
        ThreadPool.GetMinThreads(out int workers, out int ports);
        ThreadPool.SetMinThreads(1, 1);
        try
        {
            using IssuerKeysRegistry registry = new(new ApiAuthorizerOptions());
            await test(registry.GetOrAdd(KeysUnderTest.Entry with { JwksUri = _server.Address }, CompatibilityProfile.Standard));
        }
        finally
        {
            ThreadPool.SetMinThreads(workers, ports);
        }
    }

    private void Stall() => _server.Respond = (_, cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    private static string HugeKey()
    {
        byte[] modulus = new byte[2048];
        modulus.AsSpan().Fill(0xFF);
        return TestJwk.Rsa("huge", new() { Modulus = modulus, Exponent = [1, 0, 1] });
    }

    private static byte[] GzipBomb()
    {
        using MemoryStream bomb = new();
        using (GZipStream gzip = new(bomb, CompressionLevel.SmallestSize))
        {
            gzip.Write(new byte[64 << 20]);
        }

        byte[] body = bomb.ToArray();
        string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " +
            $"{body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    private async Task WarmUpAsync()
    {
        await _keys.WarmUpAsync(default);
        Assert.Equal(KeyLookupStatus.Found, Find());
    }

    private KeyLookupStatus Find() => Find(_keys);

    private KeyLookupStatus Find(IssuerKeys keys) =>
        keys.Find(s_key.KeyIdBytes, JwsAlgorithm.ES256, _time.GetUtcNow().ToUnixTimeSeconds(), out _);

    // Of the whole process, the server's share included.
    private static void AssertCost(long before) => Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, AllowedBytes);

    private async Task AssertRefreshFailsAsync(string description, string cause)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        _time.Advance(RefreshSchedule.LongestInterval);
        await _keys.WarmUpAsync(default);
        AssertCost(before);

        IssuerKeyStatus status = _keys.GetStatus();
        Assert.True(status.LastError?.Contains(cause, StringComparison.Ordinal) == true, $"{description}: {status.LastError}");
        Assert.Equal(KeyLookupStatus.Found, Find());
        Assert.Equal(0, status.Rotations);
    }

    private async Task AssertRecoversAsync()
    {
        _server.Send(RawServer.Response(s_set));
        _time.Advance(RefreshSchedule.LongestBackOff);
        await _keys.WarmUpAsync(default);
        Assert.Null(_keys.GetStatus().LastError);
    }
}
