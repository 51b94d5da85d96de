namespace Authz.Tests.Definitions.Validation;

public sealed class RevocationValidatorTests
{
    [Theory]
    [InlineData("""{ "claims": [] }""", "/authorizers/idp/revocation/claims", "No claim is asked for")]
    [InlineData("""{ "claims": ["jti", "email"] }""", "/authorizers/idp/revocation/claims/1", "'email' is no claim")]
    [InlineData("""{ "claims": ["jti", "jti"] }""", "/authorizers/idp/revocation/claims/1", "listed twice")]
    [InlineData("""{ "maximumStaleness": 4 }""", "/authorizers/idp/revocation/maximumStaleness", "5")]
    [InlineData("""{ "maximumStaleness": 3601 }""", "/authorizers/idp/revocation/maximumStaleness", "3600")]
    [InlineData("""{ "onUnavailable": "MAYBE" }""", "/authorizers/idp/revocation/onUnavailable", "MAYBE")]
    [InlineData("""{ "file": "" }""", "/authorizers/idp/revocation/file", "empty")]
    [InlineData("""{ "by": ["jti"] }""", "/authorizers/idp/revocation/by", "by")]
    public void Reports_WhatCannotBe(string revocation, string path, string text)
    {
        ApiDefinitionException exception = Assert.Throws<ApiDefinitionException>(() => Read(revocation));
        DefinitionProblem problem = Assert.Single(exception.Problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(text, problem.Message + problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "claims": ["sub"], "maximumStaleness": 5, "onUnavailable": "ALLOW", "file": "revoked.json" }""")]
    public void Keeps_WhatIsRight_OverWritingAndReading(string revocation)
    {
        ApiDefinition definition = Read(revocation);
        ApiDefinition again = ApiDefinitionReader.Read(ApiDefinitionWriter.Write(definition));

        RevocationDefinition expected = definition.Authorizers["idp"].Revocation!;
        RevocationDefinition found = again.Authorizers["idp"].Revocation!;
        Assert.Equal(expected with { Claims = [] }, found with { Claims = [] });
        Assert.Equal(expected.Claims, found.Claims);
    }

    [Fact]
    public void Refuses_It_WhereTheServiceHasNone()
    {
        ApiDefinitionException exception = Assert.Throws<ApiDefinitionException>(() => Read("{}", "aws"));
        Assert.Equal("/authorizers/idp/revocation", Assert.Single(exception.Problems).Path);
    }

    private static ApiDefinition Read(string revocation, string compatibility = "standard") =>
        ApiDefinitionReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""
        {
          "compatibility": "{{compatibility}}",
          "authorizers": {
            "idp": {
              "type": "JWT",
              "jwtConfiguration": { "issuer": "https://id.example.com/", "audience": ["api"] },
              "revocation": {{revocation}}
            }
          },
          "routes": { "GET /a": { "authorizer": "idp" } }
        }
        """));
}
