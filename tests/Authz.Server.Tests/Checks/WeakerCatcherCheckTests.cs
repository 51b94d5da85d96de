using System.Text;
using Authz.Import;
using Authz.Server.Checks;

namespace Authz.Server.Tests.Checks;

public sealed class WeakerCatcherCheckTests
{
    private const string Open = "route_open_catches_variants";
    private const string Weaker = "route_weaker_catches_variants";

    [Theory]
    [InlineData("GET /mvc: admin, GET /{p+}: *", Weaker, "'GET /mvc/', 'GET /MVC', 'GET /MVC/'")]
    [InlineData("GET /mvc: admin, GET /{p+}: -", Open, "'GET /mvc/', 'GET /MVC', 'GET /MVC/'")]
    [InlineData("GET /mvc: *, GET /{p+}: -", Open, "'GET /mvc/'")]
    [InlineData("GET /mvc: *, GET /{p+}: other", Weaker, "'GET /mvc/'")]
    [InlineData("GET /mvc: admin, GET /{p+}: read", Weaker, "'GET /mvc/'")]
    [InlineData("GET /mvc: admin, GET /{p+}: admin|read", Weaker, "'GET /mvc/'")]
    [InlineData("GET /mvc: admin&read, GET /{p+}: admin", Weaker, "'GET /mvc/'")]
    [InlineData("GET /mvc: admin&read, GET /{p+}: admin|read", Weaker, "'GET /mvc/'")]
    [InlineData("GET /mvc: admin, $default: *", Weaker, "'GET /mvc/'")]
    [InlineData("GET /mvc: admin, ANY /{p}: *", Weaker, "'GET /MVC'")]
    [InlineData("ANY /mvc: admin, POST /{p}: *", Weaker, "'POST /MVC'")]
    [InlineData("GET /pets/list: admin, GET /pets/{id}: *", Weaker, "'GET /pets/LIST'")]
    [InlineData("GET /Pets: admin, GET /pets: *", Weaker, "'GET /pets'")]
    [InlineData("GET /pets/{id}: admin, GET /pets/{id}/{p+}: *", Weaker, "'GET /pets/x/'")]
    [InlineData("GET /files/{p+}: admin, GET /{p+}: *", Weaker, "'GET /FILES/x'")]
    [InlineData("GET /a/b/c: admin, GET /a/{x}/c: *", Weaker, "'GET /a/B/c'")]
    [InlineData("GET /a/b: admin, GET /{x}/x: *", "", "")]
    [InlineData("GET /mvc: admin|read, GET /{p+}: admin", "", "")]
    [InlineData("GET /mvc: admin|read, GET /{p+}: admin&other", "", "")]
    [InlineData("GET /mvc: *, GET /{p+}: admin", "", "")]
    [InlineData("GET /mvc: -, GET /{p+}: *", "", "")]
    [InlineData("GET /mvc: admin, POST /{p+}: *", "", "")]
    [InlineData("GET /pets/{id}: admin, GET /pets/me: *", "", "")]
    [InlineData("GET /pets/{id}: admin, GET /pets: *", "", "")]
    [InlineData("GET /mvc: admin, ANY /mvc: *", "", "")]
    [InlineData("GET /123: admin, GET /{p}: *", "", "")]
    [InlineData("GET /mvc: admin, GET /{p+}: *, GET /MVC: admin, GET /mvc/{q+}: admin, GET /MVC/{q+}: admin", "", "")]
    [InlineData("$connect: admin, $default: *", "", "")]
    public void Finds_WeakerRoutes_ThatCatchOtherSpellings(string routes, string code, string examples)
    {
        Finding[] findings =
        [
            .. DefinitionCheck.Run(DefinitionImporter.Import(Definition(routes))).Where(finding => finding.Code is Open or Weaker),
        ];

        Assert.Equal(code, string.Join(' ', findings.Select(finding => finding.Code)));
        Assert.All(findings, finding => Assert.Contains(examples, finding.Message, StringComparison.Ordinal));
    }

    // "-" is open, "*" any token, "a|b" one of them, "a&b" all of them, "other" another authorizer.
    private static byte[] Definition(string routes) => Encoding.UTF8.GetBytes($$"""
        authorizers:
          idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [api] } }
          other: { type: JWT, jwtConfiguration: { issuer: "https://other.example.com/", audience: [api] } }
        routes:
        {{string.Join('\n', routes.Split(", ").Select(route => route.Split(": ")).Select(pair => $"  {pair[0]}: {{ {Demand(pair[1])} }}"))}}
        """);

    private static string Demand(string words) => words switch
    {
        "-" => "authorizationType: NONE",
        "*" => "authorizer: idp",
        "other" => "authorizer: other",
        _ when words.Contains('&', StringComparison.Ordinal) => $"authorizer: idp, allScopes: [{words.Replace('&', ',')}]",
        _ => $"authorizer: idp, authorizationScopes: [{words.Replace('|', ',')}]",
    };
}
