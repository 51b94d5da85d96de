namespace Authz.Tests.Definitions.Validation;

public sealed class AuthorizerValidatorTests
{
    [Fact]
    public void Accepts_SeveralIssuers() => Assert.Empty(
        TestDefinitions.Problems(
            TestDefinitions.With(TestDefinitions.Issuer, TestDefinitions.Issuer with { Issuer = "https://id.example.com" })));

    [Fact]
    public void Rejects_NoIssuer() => Assert.Equal(
        "/authorizers/idp/jwtConfiguration: The authorizer accepts no issuer. Add 'jwtConfiguration' with 'issuer' and 'audience'.",
        TestDefinitions.Problems(TestDefinitions.With()));

    [Fact]
    public void Rejects_AnIssuerTwice() => Assert.Equal(
        "/authorizers/idp/jwtConfiguration/1/issuer: The authorizer has the issuer 'https://id.example.com/' twice. " +
        "Merge the two entries: a token's entry is chosen by its exact 'iss'.",
        TestDefinitions.Problems(TestDefinitions.With(TestDefinitions.Issuer, TestDefinitions.Issuer with { Audience = ["other"] })));

    [Theory]
    [InlineData("$request.header.Authorization", true)]
    [InlineData("$request.header.X-Token!#$%&'*+.^_`|~9", true)]
    [InlineData("$request.querystring.access_token", true)]
    [InlineData("$request.querystring.a-b.c~d", true)]
    [InlineData("", false)]
    [InlineData("Authorization", false)]
    [InlineData("$request.header.", false)]
    [InlineData("$request.header.My Token", false)]
    [InlineData("$request.header.Tökén", false)]
    [InlineData("$request.Header.Authorization", false)]
    [InlineData("$request.querystring.", false)]
    [InlineData("$request.querystring.a=b", false)]
    [InlineData("$request.querystring.a%20b", false)]
    [InlineData("$request.header.A, $request.header.B", false)]
    [InlineData("$request.body.token", false)]
    [InlineData("$context.identity.sourceIp", false)]
    public void Rejects_OtherIdentitySources(string source, bool isSource)
    {
        AuthorizerDefinition authorizer = new() { IdentitySource = source, JwtConfiguration = [TestDefinitions.Issuer] };

        string expected = isSource
            ? ""
            : $"/authorizers/idp/identitySource: '{source}' is not an identity source of a JWT authorizer. " +
              "Write one '$request.header.NAME' or '$request.querystring.NAME', such as '$request.header.Authorization'. A cookie would " +
              "come with requests of other sites, and a second source would be a second credential.";
        Assert.Equal(expected, TestDefinitions.Problems(TestDefinitions.With(authorizer)));
    }

    [Theory]
    [InlineData("X-Forwarded-Access-Token")]
    [InlineData("x_forwarded.for")]
    [InlineData("X-Goog-IAP-JWT-Assertion")]
    [InlineData("Remote-User")]
    public void Rejects_AHeaderThatOnlyAProxyMaySend(string header)
    {
        AuthorizerDefinition authorizer = new()
        {
            IdentitySource = IdentitySource.HeaderPrefix + header,
            JwtConfiguration = [TestDefinitions.Issuer],
        };

        Assert.Equal(
            $"/authorizers/idp/identitySource: '{header}' is a header that only a proxy may send: from a client it is removed on arrival. "
            + "Read another header, or a variable such as '$context.identity.sourceIp'.",
            TestDefinitions.Problems(TestDefinitions.With(authorizer)));
    }
}
