using Authz.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Properties;

/// <summary>One random run of tokens, clock, rotation, withdrawal, reload and memory, held against the model at each step.</summary>
internal sealed class Schedule : IDisposable
{
    private readonly Random _random;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
    private readonly FakeIssuer _issuer;
    private readonly ApiAuthorizer _authorizer;
    private readonly ReferenceModel _model = new() { Now = TestApi.Now };
    private readonly List<ModelToken> _tokens = [];
    private readonly List<string> _history = [];
    private SigningKey _key;
    private long _fetches;

    public Schedule(int seed)
    {
        _random = new Random(seed);
        _issuer = new FakeIssuer("https://issuer.example", ["ES256"], _time);
        _key = _issuer.CurrentKey;
        _authorizer = new ApiAuthorizer(Definition(), new ApiAuthorizerOptions
        {
            TimeProvider = _time,
            KeyFetchHandler = _issuer.CreateHandler(),
            RememberedTokenBytes = Pick(0L, 16_384L, 1L << 20),
        });
    }

    public int Accepted { get; private set; }

    public async Task RunAsync(int steps)
    {
        await _authorizer.WarmUpAsync();
        NoticeFetch(isDue: true, _model.Now);
        Mint();
        for (int step = 0; step < steps; step++)
        {
            await StepAsync();
        }
    }

    public void Dispose() => _authorizer.Dispose();

    private async Task StepAsync()
    {
        switch (_random.Next(12))
        {
            case 0 or 1:
                Mint();
                break;
            case 2:
                await AdvanceAsync(Pick(1, 30, 61, 601, 3601));
                break;
            case 3:
                Note("rotate");
                _key = _issuer.Rotate();
                break;
            case 4 when _issuer.PublishedKeys.Count > 1:
                Note("withdraw");
                _issuer.Withdraw(_issuer.PublishedKeys[0].KeyId);
                break;
            case 5:
                Note("reload");
                (_model.Audience, _model.Scope) = (Pick("a", "b"), Pick("read", "write"));
                _authorizer.Reload(Definition());
                break;
            default:
                await PresentAsync(_tokens[_random.Next(_tokens.Count)]);
                break;
        }
    }

    private void Mint()
    {
        long start = _model.Now + Pick(-100, 0, 61, 600);
        var token = new ModelToken("", _key.KeyId, start, start + Pick(30, 700, 7200), Pick("a", "a", "b"), Pick("read", "read", "write"));
        string text = new TestToken().With("iss", _issuer.Issuer).With("aud", token.Audience).With("scope", token.Scope)
            .With("nbf", token.NotBefore).With("exp", token.Expires).Sign(_key);
        Note($"mint {_tokens.Count}: {token}");
        _tokens.Add(token with { Text = text });
    }

    private async Task AdvanceAsync(int seconds)
    {
        Note($"advance {seconds}");
        long start = _model.Now;
        _model.Now += seconds;
        _time.Advance(TimeSpan.FromSeconds(seconds));

        // The timer has started what is due; this waits for it.
        await _authorizer.WarmUpAsync();
        NoticeFetch(_model.IsRefreshDue, start);
    }

    private async Task PresentAsync(ModelToken token)
    {
        Note($"present {_tokens.IndexOf(token)}");
        var request = new AuthorizationRequest("GET", "/", HeaderSource.Authorization($"Bearer {token.Text}"));
        AuthorizationDecision decision = await _authorizer.AuthorizeAsync(request);

        NoticeFetch(_model.AsksForKeys(token), _model.Now);
        Accepted += decision.IsAllowed ? 1 : 0;
        Assert.True(
            _model.Judge(token) == decision.Reason,
            $"{decision.Reason?.ToCode() ?? "accepted"} instead of {_model.Judge(token)?.ToCode() ?? "accepted"} after " +
            $"{string.Join("; ", _history)}");
    }

    // A model that learnt of fetches only from the engine would agree with one that never fetches.
    private void NoticeFetch(bool? isDue, long start)
    {
        bool hasFetched = _issuer.KeySetRequests != _fetches;
        Assert.True(isDue is null || isDue == hasFetched, $"fetched: {hasFetched} instead of {isDue} after {string.Join("; ", _history)}");
        if (hasFetched)
        {
            _fetches = _issuer.KeySetRequests;
            _model.Fetch(_issuer.PublishedKeys.Select(key => key.KeyId), start);
        }
    }

    private ApiDefinition Definition() => TestApi.Define(
        CompatibilityMode.Standard,
        new JwtConfiguration { Issuer = _issuer.Issuer, Audience = [_model.Audience] },
        new RouteDefinition { Authorizer = "idp", AuthorizationScopes = [_model.Scope] }) with
    {
        Routes = new Dictionary<string, RouteDefinition> { ["GET /"] = new() { Authorizer = "idp", AuthorizationScopes = [_model.Scope] } },
    };

    private void Note(string step) => _history.Add(step);

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
