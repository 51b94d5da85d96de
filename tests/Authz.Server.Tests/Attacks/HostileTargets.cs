namespace Authz.Server.Tests.Attacks;

/// <summary>
/// Targets by which a client without a token for <c>/admin</c> tries to get there, or to get something to a backend that reads it so
/// (the catalogue's E5).
/// </summary>
internal static class HostileTargets
{
    private static readonly string[] s_separators =
    [
        "/", "//", "///", "/./", "/.//", "\\", "/\\", "%2f", "%2F", "/%2f", "%5c", "%5C", "%252f", "%252F", "%255c", "%25252f", ";/", "/;/",
        "/;a=b/", "%3b/", "%00/", "%0a/", "%0d%0a/", "%09/", "%20/", "/%20/", "%3f/", "%23/", "%u2215", "%c0%af", "%e0%80%af",
        "%f0%80%80%af", "%ef%bc%8f", "\xEF\xBC\x8F", "%c1%9c", "/%2e/", "/%252e/", "/%c0%ae/",
    ];

    private static readonly string[] s_dots =
    [
        "..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "%252e%252e", "..;", "..;a=b", "..%00", "..%20", "..%09", "..%0a", "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae", "%ef%bc%8e%ef%bc%8e", "%e2%80%a5", ".%00.", "%u002e%u002e", "..%3b", "..%23", "..%3f",
    ];

    private static readonly string[] s_admin =
    [
        "//admin/users", "///admin/users", "/./admin/users", "/%2e/admin/users", "/%61dmin/users", "/adm%69n/users", "/%2561dmin/users",
        "/admin;/users", "/admin;a=b/users", "/admin%3b/users", "/;/admin/users", "/admin//users", "/admin/./users", "/admin/%2e/users",
        "/admin/../admin/users", "/x/../admin/users", "/x/%2e%2e/admin/users", "/admin\\users", "\\admin\\users", "/\\admin/users",
        "/admin%5cusers", "/admin%2fusers", "/%2fadmin/users", "/%2Fadmin%2Fusers", "/admin%00/users", "/admin%00", "/%00admin/users",
        "/admin%20/users", "/admin%09/users", "/%20admin/users", "/admin/users%00", "/admin/users%0d%0aX-A:%20b", "/admin/users%20HTTP/1.1",
        "/ADMIN/users", "/Admin/users", "/aDmin/users", "/%EF%BD%81dmin/users", "/\xEF\xBD\x81dmin/users", "/admin%EF%BC%8Fusers",
        "/a\xCC\x80dmin/users", "/admin%u002fusers", "/admin/users/..", "/admin/users/.", "/admin/.", "/admin/..", "/admin/users#x",
        "/public#/../admin/users", "/public/#/../../admin/users", "http://{host}/admin/users", "HTTP://{host}/admin/users",
        "http://evil.example/admin/users", "http://{host}//admin/users", "http://{host}/public/../admin/users",
        "https://{host}/admin/users", "//{host}/admin/users", "admin/users", "./admin/users", "*", "?/admin/users", "/?/../admin/users",
        "/admin/users?", "/admin/%", "/admin/%1", "/admin/%zz", "/admin/users%", "/%/admin/users", "/admin^/users", "/{path}/admin",
        "/admin/[users]", "/admin|/users",
    ];

    private static readonly string[] s_public =
    [
        "/public", "/public/", "/public/x/", "/public/.", "/public/..", "/public/%2e", "/public/x/..", "/public/;x", "/public/%00",
        "/public/\\", "/public/%5c", "/public/%2f", "/public/%252f", "/public/%7f", "/public/%80", "/public/%ff", "/public/%c3%28",
        "/public/%ed%a0%80", "/public/%f5%80%80%80", "/PUBLIC/x", "/public/x y", "/public/x\ty", "/public/\x01", "/public/\x7F",
        "/public/\x80", "/public/\xC3\xA4", "/public/<x>", "/public/\"x\"", "/public/x`y", "/public/x{y}", "/public/x?a=b#c",
        "/public/x?a=\xC3\xA4", "/public/x?a=%00", "/public/x?../../admin", "/public/x?/../admin/users",
    ];

    /// <summary>Every target by the family that it belongs to.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Families { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["up and across"] =
            [.. s_separators.SelectMany(separator => s_dots.Select(dots => $"/public{separator}{dots}{separator}admin/users"))],
        ["up in a longer path"] = [.. s_dots.Select(dots => $"/public/a/b/{dots}/{dots}/{dots}/admin/users")],
        ["in one segment"] =
            [.. s_separators.SelectMany(separator => new[] { $"/files/..{separator}admin", $"/files/a{separator}..{separator}admin" })],
        ["spellings of a protected path"] = s_admin,
        ["ends and oddities"] = s_public,
    };
}
