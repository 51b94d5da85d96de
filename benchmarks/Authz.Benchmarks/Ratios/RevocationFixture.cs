using System.Globalization;
using Authz.Benchmarks.Fixtures;
using Authz.Revoking;
using Authz.Testing;

namespace Authz.Benchmarks.Ratios;

/// <summary>A remembered token that a million entries do not name, asked for each time.</summary>
public sealed class RevocationFixture : IDisposable
{
    private const int Entries = 1_000_000;
    private const int Tokens = 1_024;

    private readonly FakeIssuer _issuer = new("https://issuer.example.com/tenant-1", ["RS256"]);
    private readonly string _file = Path.GetTempFileName();
    private readonly ApiAuthorizer _authorizer;
    private readonly AuthorizationRequest _request;
    private readonly RevocationCheck _check;
    private readonly RememberedNames[] _remembered;
    private readonly long _now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    private int _next;

    public RevocationFixture()
    {
        WriteEntries();
        ApiDefinition definition = ApiFixture.Definition([_issuer]);
        definition = definition with
        {
            Authorizers = definition.Authorizers.ToDictionary(pair => pair.Key, pair => pair.Value with
            {
                Revocation = new RevocationDefinition { File = _file, MaximumStaleness = TimeSpan.FromHours(1) },
            }),
        };
        _authorizer = ApiFixture.Create(definition, remembers: true, _issuer.CreateHandler());
        string token = ApiFixture.TypicalToken(_issuer).With("jti", "good").With("sid", "good").Sign(_issuer.CurrentKey);
        _request = new AuthorizationRequest("GET", ApiFixture.HotTarget, HeaderSource.Authorization("Bearer " + token));
        while (_authorizer.Revocations[0].Staleness is null)
        {
            _authorizer.RefreshDueKeysAsync().GetAwaiter().GetResult();
        }

        _check = new RevocationCheck(
            new RevocationDefinition { MaximumStaleness = TimeSpan.FromHours(1) }, [_authorizer.Current.Api.Revocations.Single()]);
        UInt128 issuer = RevocationName.OfIssuer(_issuer.Issuer);
        UInt128 Name(RevocationClaim claim, int number) => RevocationName.Of(
            issuer, claim, System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"good-{number}")), isEscaped: false);
        _remembered =
        [
            .. Enumerable.Range(0, Tokens).Select(number => new RememberedNames(new RevocationNames(
                Name(RevocationClaim.TokenId, number), Name(RevocationClaim.SessionId, number), Name(RevocationClaim.Subject, number), _now))),
        ];
    }

    /// <summary>Asks for the next of 1,024 tokens, which the same entries were asked for before.</summary>
    public bool AskAgain() => _check.IsMetBy(_remembered[_next++ & (Tokens - 1)], _now, out _);

    /// <summary>Asks for the next of 1,024 tokens as if an entry had come meanwhile: all three claims are looked for.</summary>
    public bool AskAnew()
    {
        RememberedNames token = _remembered[_next++ & (Tokens - 1)];
        token.ClearedAt = 0;
        return _check.IsMetBy(token, _now, out _);
    }

    /// <summary>The whole decision.</summary>
    public bool Decide() => _authorizer.Authorize(_request).IsAllowed;

    public void Dispose()
    {
        _authorizer.Dispose();
        File.Delete(_file);
    }

    private void WriteEntries()
    {
        using StreamWriter writer = new(_file);
        writer.Write("{\"revoked\":[");
        string[] claims = ["jti", "sid", "sub"];
        for (int entry = 0; entry < Entries; entry++)
        {
            writer.Write(string.Create(
                CultureInfo.InvariantCulture, $"{(entry == 0 ? "" : ",")}{{\"issuer\":\"{_issuer.Issuer}\",\"{claims[entry % 3]}\":\"revoked-{entry}\"}}"));
        }

        writer.Write("]}");
    }
}
