using Authz.Routes;
using Authz.Targets;
using FsCheck.Xunit;

namespace Authz.Tests.Routes;

public sealed class RouteTablePropertyTests
{
    // Few words, so that most routes compete for the same targets.
    private static readonly string[] s_methods = ["GET", "ANY", "GET", "POST"];
    private static readonly string[] s_requestMethods = ["GET", "GET", "GET", "POST", "HEAD", "TRACE", "ANY"];
    private static readonly string[] s_keySegments = ["a", "a:b", "{v}", "{v}"];
    private static readonly string[] s_targetSegments = ["a", "a", "a", "a:b", "a%3Ab", "b", "a%2Fb", ""];

    [Property(MaxTest = 3000)]
    public void Serves_WhatTheReferenceMatcherServes(byte[][] routes, byte method, byte[] target)
    {
        string[] keys = [.. routes.Select(ToKey).DistinctBy(key => RouteKey.Parse(key).Shape)];
        string path = "/" + string.Join('/', target.Take(4).Select(pick => s_targetSegments[pick % s_targetSegments.Length]));
        string requestMethod = s_requestMethods[method % s_requestMethods.Length];
        if (CanonicalTarget.TryRead(path, out RequestTarget canonical))
        {
            bool isMatch = TestRoutes.Table(keys).TryMatch(requestMethod, canonical, out string? route);

            Assert.Equal(ReferenceMatcher.Match(keys, requestMethod, path), route);
            Assert.Equal(route is not null, isMatch);
        }
    }

    [Property(MaxTest = 3000)]
    public void Rejects_OrServes_AnyRequestWithoutThrowing(string? method, string? raw)
    {
        RouteTable<string> table = TestRoutes.Table("GET /", "GET /{id}", "ANY /a/{rest+}");
        CanonicalTarget.TryRead("/" + raw, out RequestTarget target);

        Assert.Equal(table.TryMatch(method!, target, out string? route), route is not null);
    }

    // Variables are renamed by their place, so that no key names one twice.
    private static string ToKey(byte[] picks)
    {
        if (picks.Length == 0)
        {
            return "$default";
        }

        IEnumerable<string> segments = picks.Skip(1).Take(3).Select((pick, place) =>
            s_keySegments[pick % s_keySegments.Length].Replace("v", $"v{place}", StringComparison.Ordinal));
        string path = "/" + string.Join('/', picks[0] % 8 < 4 ? segments : segments.Append("{rest+}"));
        return $"{s_methods[picks[0] % s_methods.Length]} {path}";
    }
}
