using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Authz.Server.Tests.Gateway;

namespace Authz.Server.Tests.Attacks;

/// <summary>A request that comes back to its gateway is stopped at the first loop; nobody else can be taken for one.</summary>
public sealed class LoopTests : IAsyncLifetime
{
    private const string Counter = "authz.loops";

    // A bound on a hanging test, never a measure of anything.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private TestGateway _gateway = null!;
    private string _via = string.Empty;

    // The way's last entry, as the backend gets it.
    public async Task InitializeAsync()
    {
        _gateway = await TestGateway.StartOpenAsync(backend => new IntegrationDefinition { Uri = backend + "/x" });
        await _gateway.SendAsync("GET /pets/1");
        _via = HeaderOf(_gateway.Backend.LastRequest, "Via");
        Assert.Matches("^1\\.1 authz-[0-9a-f]{32}$", _via);
    }

    public Task DisposeAsync() => _gateway.DisposeAsync().AsTask();

    [Theory]
    [InlineData("alone", "Via: {via}")]
    [InlineData("after others", "Via: 1.0 fred, 1.1 p.example.net (Apache/1.1), {via}")]
    [InlineData("before others", "Via: {via}, 1.0 fred")]
    [InlineData("in the first of several lines", "Via: {via}\r\nVia: 1.0 fred\r\nVia: 1.1 other")]
    [InlineData("in the last of several lines", "Via: 1.0 fred\r\nVia: 1.1 other\r\nVia: {via}")]
    [InlineData("in small letters", "via: {via}")]
    [InlineData("in capital letters", "VIA: {VIA}")]
    [InlineData("with the protocol's name", "Via: HTTP/{via}")]
    [InlineData("with a comment", "Via: {via} (a relay)")]
    [InlineData("among empty entries", "Via: ,, {via} ,")]
    [InlineData("with tabs", "Via: 1.0 fred,\t{via}\t")]
    [InlineData("named as hop-by-hop", "Connection: Via\r\nVia: {via}")]
    [InlineData("beside octets outside ASCII", "Via: 1.1 Zo\u00EB, {via}")]
    public async Task Stops_ARequestThatBearsItsPseudonym(string description, string headers)
    {
        string written = headers
            .Replace("{via}", _via, StringComparison.Ordinal)
            .Replace("{VIA}", _via.ToUpperInvariant(), StringComparison.Ordinal);

        RawAnswer answer = await _gateway.SendRawAsync($"GET /pets/1 HTTP/1.0\r\nHost: {_gateway.Address.Authority}\r\n{written}\r\n\r\n");

        Assert.Equal(
            (description, 500, """{"message":"Internal Server Error"}"""), (description, answer.Status, answer.Body));
        Assert.Equal(16, answer["Apigw-Requestid"]!.Length);
        Assert.Single(_gateway.Backend.Requests);
    }

    [Theory]
    [InlineData("Via: 1.1 authz")]
    [InlineData("Via: 1.1 authz-00000000000000000000000000000000")]
    [InlineData("Via: 1.0 fred, 1.1 p.example.net")]
    [InlineData("X-Via: {via}")]
    public async Task Passes_AnyOther(string header)
    {
        RawAnswer answer = await _gateway.SendAsync("GET /pets/1", header.Replace("{via}", _via, StringComparison.Ordinal));

        Assert.Equal(200, answer.Status);
        Assert.Contains(_via, HeaderOf(_gateway.Backend.LastRequest, "Via"), StringComparison.Ordinal);
    }

    // With several relays in a circle, one that removed the others' entries would hide the loop from all of them.
    [Fact]
    public async Task Keeps_TheEntriesOfOthers_EvenIfTheyAreNamedAsHopByHop()
    {
        await _gateway.SendRawAsync(
            $"GET /pets/1 HTTP/1.0\r\nHost: {_gateway.Address.Authority}\r\nConnection: Via, X-Mine\r\nVia: 1.1 other\r\n\r\n");

        Assert.StartsWith("1.1 other, 1.0 authz-", HeaderOf(_gateway.Backend.LastRequest, "Via"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_ALoopThroughARelay_AtTheFirstTurn()
    {
        using HttpClient relay = new() { BaseAddress = _gateway.Address };
        _gateway.Backend.Answer = request =>
        {
            using HttpRequestMessage again = new(HttpMethod.Get, "/pets/2");
            again.Headers.TryAddWithoutValidation("Via", [HeaderOf(request, "Via"), "1.1 relay"]);
            using HttpResponseMessage answer = relay.Send(again);
            return $"HTTP/1.1 {(int)answer.StatusCode} Relayed\r\nContent-Length: 0\r\n\r\n";
        };
        long counted = 0;
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == Counter)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref counted, count));
        listener.Start();

        RawAnswer answer = await _gateway.SendAsync("GET /pets/1");

        Assert.Equal((500, 2, 1), (answer.Status, _gateway.Backend.Requests.Count, counted));
    }

    // Each of the two sees the other's pseudonym and lets it pass; the one that began stops it. Its report is one line for all requests.
    [Fact]
    public async Task Stops_ALoopThroughAnotherGateway_AndReportsItOnce()
    {
        string first = FreeAddress.Find().GetLeftPart(UriPartial.Authority);
        await using RunningCommand second = RunningCommand.Start("serve", "--target", first, "--listen", "http://127.0.0.1:0");
        string target = (await second.FindLineAsync("Listening on")).Split(' ')[2];
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Authz.Server.dll"), "serve", "--target", target, "--listen", first])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string? line = string.Empty;
        while (line is not null && !line.StartsWith("Listening on", StringComparison.Ordinal))
        {
            line = await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        }

        using HttpClient client = new() { BaseAddress = new Uri(first) };
        for (int request = 0; request < 5; request++)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri("/any", UriKind.Relative));
            Assert.Equal(500, (int)answer.StatusCode);
            Assert.Single(answer.Headers.GetValues("apigw-requestid"));
        }

        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Single((await errors).Split('\n'), report => report.Contains("has come back to this gateway", StringComparison.Ordinal));
    }

    private static string HeaderOf(string request, string name) => request.Split("\r\n")
        .First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
}
