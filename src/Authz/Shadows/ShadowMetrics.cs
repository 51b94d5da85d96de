using System.Diagnostics.Metrics;

namespace Authz.Shadows;

/// <summary>The counters of a shadow in the meter <c>Authz</c>. Their labels are the definitions' routes and the table of reasons.</summary>
internal sealed class ShadowMetrics : IDisposable
{
    private const string NoRoute = "none";

    private readonly Meter _meter = new("Authz");
    private readonly Counter<long> _wouldAllow;
    private readonly Counter<long> _wouldDeny;

    public ShadowMetrics()
    {
        _wouldAllow = _meter.CreateCounter<long>(
            "authz.shadow.would_allow", "{request}", "Refused requests that the shadow would allow, by route and reason.");
        _wouldDeny = _meter.CreateCounter<long>(
            "authz.shadow.would_deny", "{request}", "Allowed requests that the shadow would refuse, by route and reason.");
    }

    public void Count(ShadowEffect effect, string? routeKey, RefusalReason reason) =>
        (effect == ShadowEffect.WouldAllow ? _wouldAllow : _wouldDeny)
            .Add(1, new("route", routeKey ?? NoRoute), new KeyValuePair<string, object?>("reason", reason.ToCode()));

    public void Dispose() => _meter.Dispose();
}
