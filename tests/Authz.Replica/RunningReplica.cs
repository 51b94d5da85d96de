using System.Globalization;
using Authz.Redis;

namespace Authz.Replica;

/// <summary>An engine that asks a real store for revocations and used proofs, and what a test asks of it.</summary>
internal sealed class RunningReplica : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly RedisFleetStore _store;
    private readonly Fleet _fleet;
    private readonly ApiAuthorizer _authorizer;
    private readonly Lock _gate = new();
    private readonly List<long> _allowed = [];
    private Task? _load;

    public RunningReplica(string url, string keys, FleetSecret secret, TimeSpan maximumStaleness)
    {
        _store = new RedisFleetStore(url);
        _fleet = new Fleet(_store, secret);
        ApiDefinition definition = new ApiDefinitionBuilder()
            .AddAuthorizer("idp", new AuthorizerDefinition
            {
                JwtConfiguration = [new JwtConfiguration { Issuer = "https://issuer.example", Audience = ["api"], Jwks = keys }],
                Revocation = new RevocationDefinition { MaximumStaleness = maximumStaleness },
                TokenBinding = new TokenBinding { Dpop = TokenBindingRule.Allowed, Origins = ["https://api.example.com"] },
            })
            .AddRoute("GET /a", "idp")
            .Build();
        _authorizer = new ApiAuthorizer(definition, new ApiAuthorizerOptions { Fleet = _fleet });
    }

    public async Task<string> AnswerAsync(string[] words)
    {
        switch (words)
        {
            case ["judge", string token]:
                return Describe(await JudgeAsync(token));
            case ["prove", string token, string proof]:
                return Describe(await JudgeAsync(token, proof));
            case ["await", string token, string reason]:
                while (Describe(await JudgeAsync(token)) != reason)
                {
                    // Another process answers: there is no event of ours to wait on.
                    await Task.Delay(s_pause);
                }

                // The one clock that this process shares with the test, here and below.
                return DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture);
            case ["load", string token]:
                _load = LoadAsync(token);
                return "loaded";
            case ["allowed", string from, string until]:
                return CountAllowed(long.Parse(from, CultureInfo.InvariantCulture), long.Parse(until, CultureInfo.InvariantCulture));
            case ["lost", string file]:
                return await CountLostAsync(file);
            case ["status"]:
                return $"{_fleet.Status} {string.Join(' ', _authorizer.Revocations)} {_load?.Status}".ReplaceLineEndings(" ");
            case ["unchecked"]:
                return _fleet.Status.UncheckedProofs.ToString(CultureInfo.InvariantCulture);
            default:
                throw new ArgumentException($"'{string.Join(' ', words)}' is no question.");
        }
    }

    public void Dispose()
    {
        _authorizer.Dispose();
        _fleet.Dispose();
        _store.Dispose();
    }

    private static string Describe(RefusalReason? reason) => reason?.ToString() ?? "Allowed";

    private async ValueTask<RefusalReason?> JudgeAsync(string token, string? proof = null)
    {
        HeaderSource headers = new((token, proof), static (state, name) =>
        {
            (string token, string? proof) = ((string, string?))state;
            return new HeaderValue(
                name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? (proof is null ? "Bearer " : "DPoP ") + token
                : name.Equals("DPoP", StringComparison.OrdinalIgnoreCase) ? proof
                : null);
        });
        return (await _authorizer.AuthorizeAsync(new AuthorizationRequest("GET", "/a", headers))).Reason;
    }

    // Notes when a decision that allows was begun.
    private async Task LoadAsync(string token)
    {
        while (true)
        {
            long began = DateTime.UtcNow.Ticks;
            if (await JudgeAsync(token) is null)
            {
                lock (_gate)
                {
                    _allowed.Add(began);
                }
            }

            await Task.Delay(s_pause);
        }
    }

    private string CountAllowed(long from, long until)
    {
        lock (_gate)
        {
            return _allowed.Count(time => time >= from && time < until).ToString(CultureInfo.InvariantCulture);
        }
    }

    private async Task<string> CountLostAsync(string file)
    {
        int lost = 0;
        foreach (string token in await File.ReadAllLinesAsync(file))
        {
            lost += await JudgeAsync(token) == RefusalReason.TokenRevoked ? 0 : 1;
        }

        return lost.ToString(CultureInfo.InvariantCulture);
    }
}
