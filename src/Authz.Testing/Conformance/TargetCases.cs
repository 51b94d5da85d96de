namespace Authz.Testing.Conformance;

/// <summary>
/// Cases about targets that two programs could read differently. Each carries a token that the protected route would accept.
/// </summary>
internal static class TargetCases
{
    public static IEnumerable<ConformanceCase> All =>
    [
        Refused.Request("target/other-case", "GET", "/Pets", RefusalReason.RouteNotFound),
        Refused.Request("target/final-slash", "GET", "/pets/", RefusalReason.RouteNotFound),
        Refused.Request("target/empty-segment", "GET", "/admin//a", RefusalReason.TargetAmbiguous),
        Refused.Request("target/dot-segment", "GET", "/public/../admin/a", RefusalReason.TargetAmbiguous),
        Refused.Request("target/encoded-dot-segment", "GET", "/public/%2e%2e/admin/a", RefusalReason.TargetAmbiguous),
        Refused.Request("target/encoded-slash", "GET", "/admin%2Fa", RefusalReason.RouteNotFound),
        Refused.Request("target/semicolon", "GET", "/pets/7;v=1", RefusalReason.TargetAmbiguous),
        Refused.Request("target/encoded-letter", "GET", "/%61dmin/a", RefusalReason.TargetAmbiguous),
        Refused.Request("target/encoded-backslash", "GET", "/admin/a%5Cb", RefusalReason.TargetAmbiguous),
        Refused.Request("target/double-encoding", "GET", "/admin/a%252Fb", RefusalReason.TargetAmbiguous),
    ];
}
