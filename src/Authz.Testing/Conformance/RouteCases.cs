namespace Authz.Testing.Conformance;

/// <summary>Cases about which route a request is for.</summary>
internal static class RouteCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Allowed("route/variable", "GET", "/pets/7", "pets:read"),
        Allowed("route/literal-before-variable", "GET", "/pets/mine", "pets:mine"),
        Allowed("route/variable-with-an-encoded-space", "GET", "/pets/a%20b", "pets:read"),
        Allowed("route/variable-with-encoded-utf-8", "GET", "/pets/%C3%A4", "pets:read"),
        Allowed("route/query", "GET", "/pets/7?a=1&b=%2F..//", "pets:read"),
        Allowed("route/greedy", "GET", "/admin/a/b/c", "admin"),
        Allowed("route/any-method", "PATCH", "/admin/a", "admin"),
        Allowed("route/open-greedy", "GET", "/public/a/b", null),
        Refused.Request("route/no-such-path", "GET", "/nothing", RefusalReason.RouteNotFound),
        Refused.Request("route/greedy-without-a-rest", "GET", "/public", RefusalReason.RouteNotFound),
        Refused.Request("route/too-long-for-a-variable", "GET", "/pets/7/8", RefusalReason.RouteNotFound),
        Refused.Forbidden("route/greedy-without-scope", "GET", "/admin/a", "pets:read", "admin"),
    ];

    private static ConformanceCase Allowed(string name, string method, string target, string? scope) => new()
    {
        Name = name,
        Method = method,
        Target = target,
        CreateHeaders = CaseHeaders.Bearer(scope),
    };
}
