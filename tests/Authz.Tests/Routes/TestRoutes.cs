using Authz.Routes;
using Authz.Targets;

namespace Authz.Tests.Routes;

/// <summary>Compiles route keys to a table whose routes are the route keys' text.</summary>
internal static class TestRoutes
{
    public static RouteTable<string> Table(params IEnumerable<string> keys) =>
        new(keys.Select(key => KeyValuePair.Create(RouteKey.Parse(key), key)));

    /// <summary>The matched route key, or null.</summary>
    public static string? Match(this RouteTable<string> table, string method, string raw)
    {
        Assert.True(CanonicalTarget.TryRead(raw, out RequestTarget target), raw);
        return table.TryMatch(method, target, out string? route) ? route : null;
    }
}
