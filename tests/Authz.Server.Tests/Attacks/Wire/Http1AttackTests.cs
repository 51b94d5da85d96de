namespace Authz.Server.Tests.Attacks.Wire;

/// <summary>
/// Requests of raw octets, each of which could be read in two ways: the backend gets what was judged, and nothing else. Every attack is
/// followed by a request on the same connection, and by one on another that says when all of it is over.
/// </summary>
public sealed class Http1AttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    private static readonly Dictionary<string, RawAttack> s_attacks =
        RawAttack.All.ToDictionary(attack => attack.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. s_attacks.Keys.Select(Uri.EscapeDataString)];

    [Fact]
    public void HasAtLeast100Attacks() => Assert.InRange(s_attacks.Count, 100, int.MaxValue);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reaches_TheBackendOnlyAsJudged(string name)
    {
        RawAttack attack = s_attacks[Uri.UnescapeDataString(name)];

        string answers = await gateway.SendAsync(attack);
        IReadOnlyList<string> reached = await gateway.FindReachedAsync();

        Assert.Equal(attack.Reaches.Select(gateway.Fill), reached);
        bool isHead = attack.Octets.StartsWith("HEAD ", StringComparison.Ordinal);
        Assert.Equal(attack.Answers, string.Join(' ', WireAnswers.Read(answers, isHead)));
    }

    // The suite can fail: what the bodies hide is a request that would be served.
    [Fact]
    public async Task Counts_TheSmuggledRequest_IfItIsOne()
    {
        string answers = await gateway.SendAsync(new RawAttack("control", "{smuggled}", "200 200"));

        Assert.Equal([200, 200], WireAnswers.Read(answers, isHead: false));
        Assert.Equal(["GET /smuggled", "GET /end"], await gateway.FindReachedAsync());
    }
}
