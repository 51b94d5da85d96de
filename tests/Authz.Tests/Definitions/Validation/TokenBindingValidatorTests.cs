namespace Authz.Tests.Definitions.Validation;

public sealed class TokenBindingValidatorTests
{
    private static readonly TokenBinding s_good = new() { Dpop = TokenBindingRule.Allowed, Origins = ["https://api.example.com"] };

    public static TheoryData<string, string, TokenBinding> Problems() => new()
    {
        { "no origin", "/tokenBinding/origins", s_good with { Origins = [] } },
        { "51 origins", "/tokenBinding/origins", s_good with { Origins = [.. Enumerable.Repeat("https://api.example.com", 51)] } },
        { "a path", "/tokenBinding/origins/0", s_good with { Origins = ["https://api.example.com/"] } },
        { "a host", "/tokenBinding/origins/1", s_good with { Origins = ["https://api.example.com", "api.example.com"] } },
        { "age 0", "/tokenBinding/maximumProofAge", s_good with { MaximumProofAge = TimeSpan.Zero } },
        { "age 301", "/tokenBinding/maximumProofAge", s_good with { MaximumProofAge = TimeSpan.FromSeconds(301) } },
        { "rule", "/tokenBinding/dpop", s_good with { Dpop = (TokenBindingRule)7 } },
        { "other rule", "/tokenBinding/mutualTls", s_good with { MutualTls = (TokenBindingRule)7 } },
        { "nonce for nothing", "/tokenBinding/nonce", new TokenBinding { Nonce = true } },
        { "age for nothing", "/tokenBinding/maximumProofAge", new TokenBinding { MaximumProofAge = TimeSpan.FromSeconds(5) } },
        { "origins for nothing", "/tokenBinding/origins", new TokenBinding { Origins = ["https://api.example.com"] } },
    };

    [Theory]
    [MemberData(nameof(Problems), DisableDiscoveryEnumeration = true)]
    public void Rejects_WhatCannotBeProven(string description, string path, TokenBinding binding)
    {
        DefinitionProblem problem = Assert.Single(ProblemsOf(authorizer => authorizer with { TokenBinding = binding }));
        Assert.Equal((description, "/authorizers/idp" + path), (description, problem.Path));
    }

    [Theory]
    [InlineData("$request.querystring.token")]
    [InlineData("$request.header.X-Token")]
    public void Rejects_ProofsForATokenElsewhere(string source) => Assert.Equal(
        "/authorizers/idp/identitySource",
        Assert.Single(ProblemsOf(authorizer => authorizer with { TokenBinding = s_good, IdentitySource = source })).Path);

    [Fact]
    public void Rejects_Binding_InTheServicesMode() => Assert.Equal(
        "/authorizers/idp/tokenBinding",
        Assert.Single(ProblemsOf(authorizer => authorizer with { TokenBinding = s_good }, CompatibilityMode.Aws)).Path);

    [Fact]
    public void Accepts_WhatCanBeProven()
    {
        Assert.Empty(ProblemsOf(authorizer => authorizer with { TokenBinding = s_good }));
        Assert.Empty(ProblemsOf(authorizer => authorizer with { TokenBinding = new TokenBinding() }));
        Assert.Empty(ProblemsOf(authorizer => authorizer with
        {
            TokenBinding = new TokenBinding { MutualTls = TokenBindingRule.Required },
            IdentitySource = "$request.querystring.token",
        }));
    }

    private static IReadOnlyList<DefinitionProblem> ProblemsOf(
        Func<AuthorizerDefinition, AuthorizerDefinition> change, CompatibilityMode mode = CompatibilityMode.Standard)
    {
        AuthorizerDefinition authorizer = new()
        {
            JwtConfiguration = [new JwtConfiguration { Issuer = "https://id.example.com", Audience = ["pets"] }],
        };
        return Authz.Definitions.Validation.DefinitionValidator.Validate(new ApiDefinition
        {
            Compatibility = mode,
            Authorizers = new Dictionary<string, AuthorizerDefinition> { ["idp"] = change(authorizer) },
            Routes = new Dictionary<string, RouteDefinition> { ["GET /pets"] = new() { Authorizer = "idp" } },
        });
    }
}
