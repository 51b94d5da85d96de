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

    private const string Set = "tools: { set: { allScopes: [admin] } }";
    private const string Condition = "condition: { StringEquals: { \"claims:role\": staff } }";
    private const string StepUp = "stepUp: { acrValues: [high], maxAge: 300 }";

    [Theory]
    [InlineData(Set, "", "'POST /mcp/'")]
    [InlineData(Set, "tools: { set: {} }", "'POST /mcp/'")]
    [InlineData(Set, "tools: { set: { authorizationScopes: [admin, user] } }", "'POST /mcp/'")]
    [InlineData(Set, "tools: { set: { allScopes: [admin] }, get: { allScopes: [admin] } }", "'POST /mcp/'")]
    [InlineData(Set, "tools: { \"*\": { allScopes: [admin] } }", "'POST /mcp/'")]
    [InlineData("tools: { set: { " + Condition + " } }", "tools: { set: {} }", "'POST /mcp/'")]
    [InlineData(Condition, "", " /mcp/'")]
    [InlineData(Condition, "condition: { StringEquals: { \"claims:role\": guest } }", " /mcp/'")]
    [InlineData(StepUp, "", " /mcp/'")]
    [InlineData(StepUp, "stepUp: { acrValues: [high], maxAge: 600 }", " /mcp/'")]
    public void Warns_WhereTheCatcherAsksForLessThanScopesSay(string route, string catcher, string example)
    {
        Finding finding = Assert.Single(Run(route, catcher));

        Assert.Equal(Weaker, finding.Code);
        Assert.Contains(example, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Set, Set)]
    [InlineData(Set, Set + ", maximumToolBody: 2097152")]
    [InlineData(Set, "tools: { set: { allScopes: [admin, owner] } }")]
    [InlineData(Set, "allScopes: [admin], tools: { set: {} }")]
    [InlineData("tools: { set: { authorizationScopes: [a, b] } }", "authorizationScopes: [a], tools: { set: {} }")]
    [InlineData("tools: { set: { " + Condition + " } }", Condition + ", tools: { set: {} }")]
    [InlineData("tools: { \"*\": {} }", Set)]
    [InlineData(Condition, Condition)]
    [InlineData(StepUp, StepUp)]
    [InlineData(StepUp, "stepUp: { acrValues: [high], maxAge: 60 }")]
    [InlineData("", Condition)]
    [InlineData("", StepUp)]
    [InlineData("", Set)]
    public void FindsNothing_WhereTheCatcherAsksForTheSameOrMore(string route, string catcher) => Assert.Empty(Run(route, catcher));

    private static IEnumerable<Finding> Run(string route, string catcher) =>
        DefinitionCheck.Run(DefinitionImporter.Import(Encoding.UTF8.GetBytes($$"""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [api] } }
            routes:
              ANY /mcp: { {{string.Join(", ", new[] { "authorizer: idp", route }.Where(text => text.Length > 0))}} }
              $default: { {{string.Join(", ", new[] { "authorizer: idp", catcher }.Where(text => text.Length > 0))}} }
            """))).Where(finding => finding.Code is Open or Weaker);

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
