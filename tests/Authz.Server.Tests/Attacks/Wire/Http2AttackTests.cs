namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>
/// Requests of raw frames, each of which could become another request, or two, as HTTP/1.1: the backend gets what was judged, and nothing
/// else.
/// </summary>
public sealed class Http2AttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    private static readonly Dictionary<string, Http2Attack> s_attacks =
        Http2FieldAttacks.All.Concat(Http2FrameAttacks.All).ToDictionary(attack => attack.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. s_attacks.Keys.Select(Uri.EscapeDataString)];

    [Fact]
    public void HasAtLeast100Attacks() => Assert.InRange(s_attacks.Count, 100, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reaches_TheBackendOnlyAsJudged(string name)
    {
        Http2Attack attack = s_attacks[Uri.UnescapeDataString(name)];

        Http2Client client = await Http2Client.SendAsync(gateway.Http2Address, attack.Frames, attack.Answer is not null);
        List<string> reached = [.. await gateway.FindReachedAsync()];

        // Where the connection survives an attack, its last request is served.
        bool isLastServed = reached.Remove("GET /end");
        Assert.True(isLastServed || client.IsGone, "The last request was not served.");
        Assert.Equal(attack.Reaches is null ? [] : [attack.Reaches], reached);
        if (attack.Answer is { } answer)
        {
            Assert.Equal((answer, 200), (client.Statuses.GetValueOrDefault(1), client.Statuses.GetValueOrDefault(Http2Client.LastStream)));
            return;
        }

        bool isRefused = client.IsGone || client.Reset.Contains(1) || client.Statuses.GetValueOrDefault(1) is >= 400 and < 500;
        Assert.True(isRefused || !client.Statuses.ContainsKey(1), $"It was answered {client.Statuses.GetValueOrDefault(1)}.");
    }
}
