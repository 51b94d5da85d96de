using System.Text;
using Authz.Import;
using Authz.Server.Checks;

namespace Authz.Server.Tests.Checks;

public sealed class ConditionCheckTests
{
    [Theory]
    [InlineData("an ordinary condition", """{ StringEquals: { "claims:tenant": "${request:path.tenant}" } }""", "")]
    [InlineData("missing and compared", """{ Null: { "claims:a": true }, StringEquals: { "claims:a": b } }""", "condition_never")]
    [InlineData("missing or equal", """{ Null: { "claims:a": true }, StringEqualsIfExists: { "claims:a": b } }""", "")]
    [InlineData("there and compared", """{ Null: { "claims:a": false }, StringEquals: { "claims:a": b } }""", "")]
    [InlineData("all values refused", """{ StringEquals: { "claims:a": [b, c] }, StringNotEquals: { "claims:a": [c, b, d] } }""", "condition_never")]
    [InlineData("one value left", """{ StringEquals: { "claims:a": [b, c] }, StringNotEquals: { "claims:a": [c] } }""", "")]
    [InlineData("values of a list", """{ "ForAnyValue:StringEquals": { "claims:a": b }, "ForAnyValue:StringNotEquals": { "claims:a": b } }""", "")]
    [InlineData("another method", """{ StringEquals: { "request:method": POST } }""", "condition_never")]
    [InlineData("its own method", """{ StringEquals: { "request:method": [POST, GET] } }""", "condition_always")]
    [InlineData("not its own method", """{ StringNotEquals: { "request:method": GET } }""", "condition_never")]
    [InlineData("another issuer", """{ StringEquals: { "claims:iss": "https://other.example" } }""", "condition_never")]
    [InlineData("its own issuer", """{ StringEquals: { "claims:iss": "https://id.example.com/" } }""", "condition_always")]
    [InlineData("another algorithm", """{ StringEquals: { "token:alg": PS256 } }""", "condition_never")]
    [InlineData("one of the algorithms", """{ StringEquals: { "token:alg": ES256 } }""", "")]
    [InlineData("a claim that is always there", """{ Null: { "claims:exp": false } }""", "condition_always")]
    [InlineData("a claim that is never missing", """{ Null: { "claims:exp": true } }""", "condition_never")]
    [InlineData("a claim inside a text", """{ StringEquals: { "claims:/sub/id": a } }""", "condition_never")]
    [InlineData("a claim inside a text must be there", """{ Null: { "claims:/aud/x": false } }""", "condition_never")]
    [InlineData("a claim inside a text, if it exists", """{ StringEqualsIfExists: { "claims:/sub/id": a } }""", "")]
    [InlineData("a claim inside an object", """{ StringEquals: { "claims:/realm_access/id": a } }""", "")]
    [InlineData("a text as a number", """{ NumericEquals: { "claims:sub": 5 } }""", "condition_never")]
    [InlineData("an audience as a boolean", """{ "ForAnyValue:Bool": { "claims:aud": true } }""", "condition_never")]
    [InlineData("a number as text", """{ StringEquals: { "claims:iat": "5" } }""", "condition_never")]
    [InlineData("a number as a number", """{ NumericLessThan: { "claims:iat": "5" } }""", "")]
    [InlineData("a number as a date", """{ DateLessThan: { "claims:exp": "2030-01-01T00:00:00Z" } }""", "")]
    [InlineData("a text as a date", """{ DateLessThan: { "claims:sub": "2030-01-01T00:00:00Z" } }""", "")]
    [InlineData("there or missing", """[{ Null: { "claims:a": true } }, { Null: { "claims:a": false } }]""", "condition_always")]
    [InlineData("one of two blocks never", """[{ StringEquals: { "request:method": POST } }, { Bool: { "claims:a": true } }]""", "condition_never")]
    [InlineData("over a separator", """{ StringLike: { "claims:sub": "repo:our-org/*:ref:refs/heads/main" } }""", "condition_pattern_wide")]
    [InlineData("a beginning of a word", """{ StringLike: { "claims:sub": "repo:our*" } }""", "condition_pattern_wide")]
    [InlineData("below a separator", """{ StringLike: { "claims:sub": "repo:our-org/*" } }""", "")]
    [InlineData("no separator", """{ StringLike: { "claims:group": ["order-*", admin] } }""", "")]
    [InlineData("a written asterisk", """{ StringLike: { "claims:sub": "a:${*}:b" } }""", "")]
    [InlineData("a pattern that refuses", """{ StringNotLike: { "claims:sub": "repo:*:b" } }""", "")]
    public void Finds_ConditionsThatAreNotWhatTheyLookLike(string description, string condition, string codes)
    {
        string[] found = [.. Check("https://id.example.com/", "", condition).Select(finding => finding.Code).Where(code => code.StartsWith("condition", StringComparison.Ordinal))];

        Assert.True(codes == string.Join(' ', found), $"{description}: {string.Join(' ', found)}");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{}, { StringEquals: { \"claims:a\": b } }]")]
    [InlineData("{ StringEquals: {} }")]
    public void SaysOnce_ThatABlockIsEmpty(string condition)
    {
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes($$"""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [orders] } }
            routes:
              GET /orders: { authorizer: idp, condition: {{condition}} }
            """));

        Assert.Equal(["definition_invalid"], DefinitionCheck.Run(imported).Where(finding => finding.Severity != FindingSeverity.Note).Select(finding => finding.Code));
    }

    [Theory]
    [InlineData("the issuer's", """condition: { StringEquals: { "claims:repository_owner_id": "1" } }""", """{ Bool: { "claims:a": true } }""", false)]
    [InlineData("the route's", "", """{ StringLike: { "claims:sub": "repo:our-org/*" } }""", false)]
    [InlineData("one block of two", "", """[{ StringEquals: { "claims:sub": a } }, { Bool: { "claims:a": true } }]""", true)]
    [InlineData("of anyone", "", """{ StringLike: { "claims:sub": "*/our-repo" } }""", true)]
    [InlineData("what is refused", "", """{ StringNotEquals: { "claims:repository": a } }""", true)]
    [InlineData("if it exists", "", """{ StringEqualsIfExists: { "claims:repository": a } }""", true)]
    [InlineData("the audience", "", """{ StringEquals: { "claims:aud": api } }""", true)]
    public void Finds_APublicIssuerWhoseTokensAreAnyones(string description, string issuer, string condition, bool isFound) => Assert.True(
        isFound == Check("https://token.actions.githubusercontent.com", issuer, condition).Any(finding => finding.Code == "issuer_public"),
        description);

    [Fact]
    public void Finds_TheConditionOfATool()
    {
        ImportedDefinition imported = DefinitionImporter.Import("""
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "https://id.example.com/", audience: [mcp] } }
            routes:
              POST /mcp: { authorizer: idp, tools: { get: {}, set: { condition: { StringEquals: { "request:method": GET } } } } }
            """u8.ToArray(), new ImportOptions());
        Assert.Empty(imported.Problems);

        Finding found = Assert.Single(DefinitionCheck.Run(imported), finding => finding.Code == "condition_never");

        Assert.Equal("/routes/POST ~1mcp/tools/set/condition", found.Path);
    }

    [Theory]
    [InlineData("one of the tenants", "72f988bf-86f1-41af-91ab-2d7cd011db47", "")]
    [InlineData("another tenant", "00000000-0000-4000-8000-000000000001", "condition_never")]
    public void Knows_TheTenantsOfTokens(string description, string tenant, string codes)
    {
        string[] found =
        [
            .. Check(
                "https://login.microsoftonline.com/{tenantid}/v2.0",
                """
                tenants: [72f988bf-86f1-41af-91ab-2d7cd011db47, 6babcaad-604b-40ac-a9d7-9fd97c0b779f],
                jwksUri: "https://login.microsoftonline.com/organizations/discovery/v2.0/keys"
                """.ReplaceLineEndings(" "),
                $$"""{ StringEquals: { "claims:tid": "{{tenant}}" } }""")
                .Select(finding => finding.Code).Where(code => code.StartsWith("condition", StringComparison.Ordinal)),
        ];

        Assert.True(codes == string.Join(' ', found), $"{description}: {string.Join(' ', found)}");
    }

    private static IReadOnlyList<Finding> Check(string issuer, string member, string condition)
    {
        string more = member.Length == 0 ? "" : $", {member}";
        string text = $$"""
            name: orders
            authorizers:
              idp: { type: JWT, jwtConfiguration: { issuer: "{{issuer}}", audience: [orders], algorithms: [RS256, ES256]{{more}} } }
            routes:
              GET /tenants/{tenant}: { authorizer: idp, condition: {{condition}} }
            """;
        ImportedDefinition imported = DefinitionImporter.Import(Encoding.UTF8.GetBytes(text), new ImportOptions());
        Assert.Empty(imported.Problems);
        return DefinitionCheck.Run(imported);
    }
}
