using System.Globalization;
using Authz.Benchmarks.Fixtures;
using Authz.Testing;

namespace Authz.Benchmarks.Ratios;

/// <summary>A thousand tokens in turn, from one issuer or from as many; the issuers share key material and nothing else.</summary>
public sealed class IssuerFixture : IDisposable
{
    private const int Tokens = 1_000;

    private static readonly SigningKey s_key = SigningKey.Create("RS256", "shared-material");

    private readonly ApiAuthorizer _authorizer;
    private readonly AuthorizationRequest[] _requests;
    private int _next;

    public IssuerFixture(int issuers, bool remembers)
    {
        FakeIssuer[] all = [.. Enumerable.Range(0, issuers).Select(Create)];
        _authorizer = ApiFixture.Create(ApiFixture.Definition(all), remembers, all[0].CreateHandler(all.AsSpan(1)));
        _requests = [.. Enumerable.Range(0, Tokens).Select(number => Request(all[number % issuers], number))];
        foreach (AuthorizationRequest request in _requests)
        {
            _authorizer.Authorize(request);
        }

        // As in a process that has run for a while: what lives long lies together, not between the garbage of the start.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }

    public bool DecideNext()
    {
        _next = _next == Tokens - 1 ? 0 : _next + 1;
        return _authorizer.Authorize(_requests[_next]).IsAllowed;
    }

    public void Dispose() => _authorizer.Dispose();

    private static FakeIssuer Create(int number)
    {
        var issuer = new FakeIssuer(string.Create(CultureInfo.InvariantCulture, $"https://issuer.example.com/tenant-{number:0000}"), ["ES256"]);
        issuer.Publish(s_key);
        return issuer;
    }

    private static AuthorizationRequest Request(FakeIssuer issuer, int number) =>
        new("GET", ApiFixture.HotTarget, HeaderSource.Authorization("Bearer " + ApiFixture.TypicalToken(issuer, number).Sign(s_key)));
}
