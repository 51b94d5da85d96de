using Authz.Benchmarks.Fixtures;

namespace Authz.Benchmarks.Ratios;

/// <summary>The same API twice, once with a shadow: a remembered token, and tokens that are seen for the first time.</summary>
public sealed class ShadowFixture : IDisposable
{
    private readonly ApiFixture _plain = new("RS256", remembers: true);
    private readonly ApiFixture _shadowed = new("RS256", remembers: true);
    private readonly AuthorizationRequest _request;
    private readonly AuthorizationRequest _shadowedRequest;
    private readonly FirstSights _stream;
    private readonly FirstSights _shadowedStream;

    /// <param name="isAnother">Whether the shadow's authorizer is another; else only its routes are.</param>
    public ShadowFixture(bool isAnother)
    {
        ApiDefinition definition = _shadowed.Authorizer.Definition;
        _shadowed.Authorizer.ReloadShadow(isAnother
            ? definition with
            {
                Authorizers = definition.Authorizers.ToDictionary(
                    one => one.Key,
                    one => one.Value with { JwtConfiguration = [.. one.Value.JwtConfiguration.Select(entry => entry with { Audience = [ApiFixture.Audience, "more"] })] }),
            }
            : definition with
            {
                Routes = definition.Routes.ToDictionary(route => route.Key, route => route.Value with { AllScopes = [ApiFixture.Scope] }),
            });
        SpinWait.SpinUntil(() => _shadowed.Authorizer.Shadow!.Issuers.All(issuer => issuer.IsUsable));
        _request = _plain.Request(_plain.Mint());
        _shadowedRequest = _shadowed.Request(_shadowed.Mint());
        _stream = new FirstSights(_plain);
        _shadowedStream = new FirstSights(_shadowed);
    }

    public bool Decide() => _plain.Authorizer.Authorize(_request).IsAllowed;

    public bool DecideShadowed() => _shadowed.Authorizer.Authorize(_shadowedRequest).IsAllowed;

    public bool See() => _stream.DecideNext();

    public bool SeeShadowed() => _shadowedStream.DecideNext();

    public void Dispose()
    {
        _plain.Dispose();
        _shadowed.Dispose();
    }
}
