using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Authz.Server.Tests.Attacks.Adapters;

/// <summary>
/// A route that needs a scope beside routes that need none, all of one function: whatever adapter reads the event's path again finds the
/// route that was judged.
/// </summary>
public sealed class AdapterPathTests
{
    private const string Admin = "admin";

    private static readonly (string, string?)[] s_routes =
    [
        ("GET /f/admin", AdapterGateway.Scope), ("GET /f/{slug}", null), ("GET /f/{slug}/{more}", null), ("GET /{proxy}", null),
        ("GET /x/{proxy}", null), ("GET /{rest+}", null),
    ];

    private static readonly string[] s_octets =
        [.. Enumerable.Range(0, 256).Select(code => "%" + code.ToString("X2", CultureInfo.InvariantCulture))];

    private static readonly string[] s_otherCase = [.. s_octets.Select(octet => octet.ToLowerInvariant()).Except(s_octets)];

    // Before, in and after the segment, in place of each of its letters, and around it.
    private static readonly string[] s_positions =
    [
        .. Enumerable.Range(0, Admin.Length + 1).Select(index => "/f/" + Admin.Insert(index, "{0}")),
        .. Enumerable.Range(0, Admin.Length).Select(index => "/f/" + Admin.Remove(index, 1).Insert(index, "{0}")),
    ];

    private static readonly string[] s_around =
    [
        "/{0}f/admin", "/f{0}/admin", "/{0}/f/admin", "/f/{0}/admin", "/f/admin/{0}", "/f/admin{0}/", "/f/admin{0}x=1", "/f{0}admin",
        "/{0}", "/f/x{0}../admin", "/f/x%2F{0}admin", "/x/f%2F{0}admin", "/x/f%2Fadmin{0}", "/{0}f%2Fadmin",
    ];

    public static TheoryData<PayloadFormatVersion> Versions => [PayloadFormatVersion.Version1, PayloadFormatVersion.Version2];

    public static TheoryData<PayloadFormatVersion, string?> Stages => new()
    {
        { PayloadFormatVersion.Version1, null },
        { PayloadFormatVersion.Version2, null },
        { PayloadFormatVersion.Version1, "prod" },
        { PayloadFormatVersion.Version2, "prod" },
    };

    // Every character of two octets.
    private static readonly string[] s_characters =
        [.. Enumerable.Range(0x80, 0x780).Select(code => Uri.EscapeDataString(((char)code).ToString()))];

    // Each octet once and twice encoded, in both cases of its digits.
    private static IEnumerable<string> Targets =>
    [
        .. from frame in s_positions.Concat(s_around)
           from octet in s_octets.Concat(s_otherCase)
           from escape in (string[])[octet, "%25" + octet[1..]]
           select frame.Replace("{0}", escape, StringComparison.Ordinal),
        .. from frame in (string[])["/f/{0}admin", "/f/admin{0}"]
           from character in s_characters
           select frame.Replace("{0}", character, StringComparison.Ordinal),
    ];

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public async Task Control_TheScope_ReachesTheProtectedRoute(PayloadFormatVersion version)
    {
        await using AdapterGateway gateway = await AdapterGateway.StartAsync(version, stage: null, s_routes);

        (int status, JsonObject? answers) = await gateway.AskAsync("/f/admin", gateway.Token(hasScope: true));
        (int refused, _) = await gateway.AskAsync("/f/admin", gateway.Token(hasScope: false));

        Assert.Equal((200, 403), (status, refused));
        Assert.NotNull(answers);
        Assert.Equal(AdapterGateway.Adapters, answers.Select(answer => answer.Key));
        Assert.All(answers, answer => Assert.Equal((answer.Key, Admin), (answer.Key, RouteOf(answer.Value))));
    }

    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public async Task Rejects_EveryOctetInEachPosition(PayloadFormatVersion version)
    {
        await using AdapterGateway gateway = await AdapterGateway.StartAsync(version, stage: null, s_routes);

        (int passed, IReadOnlyList<string> bypasses) = await AttackAsync(gateway, Targets);

        // The engine refuses most targets, such as twice encoded ones and octets that are no UTF-8.
        Assert.True(bypasses.Count == 0, $"{bypasses.Count} bypasses: {string.Join(' ', bypasses.Take(20))}");
        Assert.True(passed > 4_000, $"Only {passed} of {Targets.Count()} requests came to the adapters.");
    }

    // Adapters cut the stage's name off the path.
    [SkippableTheory]
    [MemberData(nameof(Stages))]
    public async Task Rejects_TheStagesName_BeforeThePath(PayloadFormatVersion version, string? stage)
    {
        await using AdapterGateway gateway = await AdapterGateway.StartAsync(version, stage, s_routes);
        string name = stage ?? "$default";
        string escaped = string.Concat(name.Select(letter => "%" + ((int)letter).ToString("X2", CultureInfo.InvariantCulture)));

        (_, IReadOnlyList<string> bypasses) = await AttackAsync(
            gateway,
            [
                $"/{name}/f/admin", $"/{escaped}/f/admin", $"/{name}/{name}/f/admin", $"/{name}f/admin", $"/{name}%2Ff/admin",
                $"/{name}/f%2Fadmin", $"/{name.ToUpperInvariant()}/f/admin", $"/f/{name}/admin",
            ]);

        Assert.Empty(bypasses);
    }

    // An adapter that makes a URL puts the host before the path.
    [SkippableTheory]
    [MemberData(nameof(Versions))]
    public async Task Rejects_HostsThatHoldAPath(PayloadFormatVersion version)
    {
        await using AdapterGateway gateway = await AdapterGateway.StartAsync(version, stage: null, s_routes);
        (string, string) token = gateway.Token(hasScope: false);
        IEnumerable<string> hosts =
            from code in Enumerable.Range(0x21, 0xDF)
            where code != 0x7F
            from frame in (string[])
            [
                "a{0}", "a{0}b", "{0}a", "a/f/admin{0}", "a{0}f{0}admin?", "a{0}/f/admin#", "a:80{0}/f/admin?", "a{0}80",
            ]
            select frame.Replace("{0}", ((char)code).ToString(), StringComparison.Ordinal);
        int passed = 0;
        foreach (string host in hosts)
        {
            (int status, JsonObject? answers) = await gateway.AskAsHostAsync("/f/x", host, token);
            passed += status == 200 ? 1 : 0;
            Assert.All(answers ?? [], answer => Assert.NotEqual((host, answer.Key, Admin), (host, answer.Key, RouteOf(answer.Value))));
        }

        Assert.True(passed > 20, $"{passed} hosts passed.");
    }

    // Without the scope: how many requests came to the adapters, and what reached the protected route there.
    private static async Task<(int Passed, IReadOnlyList<string> Bypasses)> AttackAsync(AdapterGateway gateway, IEnumerable<string> targets)
    {
        const int AtOnce = 16;
        (string, string) token = gateway.Token(hasScope: false);
        ConcurrentQueue<string> bypasses = [];
        int passed = 0;
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (target, _) =>
        {
            (int status, JsonObject? answers) = await gateway.AskAsync(target, token);
            Assert.True(status is 200 or 400 or 403 or 404, $"{target}: {status}");
            Interlocked.Add(ref passed, answers is null ? 0 : 1);
            foreach ((string adapter, JsonNode? answer) in answers ?? [])
            {
                if (RouteOf(answer) == Admin)
                {
                    bypasses.Enqueue($"{target} ({adapter})");
                }
            }
        });
        return (passed, [.. bypasses]);
    }

    private static string? RouteOf(JsonNode? answer) => (string?)answer!["route"];
}
