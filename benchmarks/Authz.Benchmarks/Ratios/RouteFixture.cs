using Authz.Benchmarks.Fixtures;
using Authz.Testing;

namespace Authz.Benchmarks.Ratios;

/// <summary>Decisions on ten hot, open routes of an API with that many: nothing but target and route.</summary>
public sealed class RouteFixture : IDisposable
{
    private readonly ApiFixture _fixture;
    private readonly AuthorizationRequest[] _requests;
    private int _next;

    public RouteFixture(int routes)
    {
        _fixture = new ApiFixture("ES256", remembers: false, extraRoutes: routes);
        _requests = [.. Enumerable.Range(0, 10).Select(RouteTargets.Hit).Select(hit => new AuthorizationRequest(hit.Method, hit.Target, default))];
    }

    public bool DecideNext()
    {
        _next = _next == _requests.Length - 1 ? 0 : _next + 1;
        return _fixture.Authorizer.Authorize(_requests[_next]).IsAllowed;
    }

    public void Dispose() => _fixture.Dispose();
}
