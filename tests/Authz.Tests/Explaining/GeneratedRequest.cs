using Authz.Tests.Properties;

namespace Authz.Tests.Explaining;

/// <summary>A request that mostly carries a generated token to the guarded route, and sometimes is odd itself.</summary>
internal static class GeneratedRequest
{
    private static readonly string[] s_targets =
        ["/pets?a=b", "/pets/", "/other", "//pets", "/pets/../pets", "/pe%74s", "/p%2Fets", "*", "", "/pets#x"];
    private static readonly string[] s_methods = ["POST", "get", "", "OPTIONS"];
    private static readonly string[] s_schemes = ["bearer ", "Basic ", "Bearer  ", "", "Bearer a, Bearer ", "é"];

    public static AuthorizationRequest Create(Random random)
    {
        string token = random.Next(20) == 0 ? Junk(random) : GeneratedToken.Create(random).Token;
        string scheme = random.Next(20) == 0 ? s_schemes[random.Next(s_schemes.Length)] : "Bearer ";
        string? header = random.Next(50) == 0 ? null : scheme + token;
        string target = random.Next(10) == 0 ? s_targets[random.Next(s_targets.Length)] : "/pets";
        string method = random.Next(30) == 0 ? s_methods[random.Next(s_methods.Length)] : "GET";
        return new AuthorizationRequest(method, target, HeaderSource.Authorization(header))
        {
            RouteKey = random.Next(50) == 0 ? "GET /pets" : null,
        };
    }

    private static string Junk(Random random) => random.Next(4) switch
    {
        0 => new string('A', random.Next(12_000)),
        1 => string.Join('.', Enumerable.Repeat("e30", random.Next(7))),
        2 => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x300))),
        _ => ".",
    };
}
