namespace Authz.Testing.Conformance;

/// <summary>The API that the cases are about: protected routes beside open ones, and an open greedy route around them.</summary>
internal static class ConformanceApi
{
    public const string Audience = "conformance";
    public const string PartnerAudience = "partner";

    /// <summary>Where the clients of the suite reach the API.</summary>
    public const string Origin = "https://api.conformance.example";

    private const string Main = "main";
    private const string Bound = "bound";
    private const string Proven = "proven";
    private const string Down = "down";
    private const string Revocable = "revocable";
    private const string Unlisted = "unlisted";
    private const string Query = "query";

    public static ApiDefinition Create(ConformanceIssuers issuers) => new ApiDefinitionBuilder()
        .AddAuthorizer(Main, new AuthorizerDefinition
        {
            JwtConfiguration =
            [
                new JwtConfiguration { Issuer = issuers.Main.Issuer, Audience = [Audience, "conformance-v2"] },
                new JwtConfiguration { Issuer = issuers.Partner.Issuer, Audience = [PartnerAudience], Algorithms = ["ES256"] },
            ],
        })
        .AddJwtAuthorizer(Down, issuers.Unreachable.Issuer, Audience)
        .AddAuthorizer(Query, new AuthorizerDefinition
        {
            IdentitySource = Authz.IdentitySource.QueryStringPrefix + "access_token",
            JwtConfiguration = [new JwtConfiguration { Issuer = issuers.Main.Issuer, Audience = [Audience] }],
        })
        .AddAuthorizer(Bound, CreateBound(issuers, TokenBindingRule.Allowed))
        .AddAuthorizer(Proven, CreateBound(issuers, TokenBindingRule.Required))
        .AddAuthorizer(Revocable, CreateRevocable(issuers, RevocationList.FileFor(issuers)))
        .AddAuthorizer(Unlisted, CreateRevocable(issuers, RevocationList.MissingFile))
        .AddRoute("GET /revocable", Revocable)
        .AddRoute("GET /unlisted", Unlisted)
        .AddRoute("GET /bound", Bound)
        .AddRoute("ANY /bound/{id}", Bound, "pets:read")
        .AddRoute("GET /proven", Proven)
        .AddRoute("GET /pets", Main)
        .AddRoute("POST /pets", Main, "pets:write", "pets:admin")
        .AddRoute("GET /pets/{id}", Main, "pets:read")
        .AddRoute("DELETE /pets/{id}", new RouteDefinition { Authorizer = Main, AllScopes = ["pets:write", "pets:admin"] })
        .AddRoute("GET /pets/mine", Main, "pets:mine")
        .AddRoute("ANY /admin/{path+}", Main, "admin")
        .AddRoute("GET /tenants/{tenant}/orders", new RouteDefinition
        {
            Authorizer = Main,
            Condition =
            [
                new ConditionBlock(
                    new ConditionTerm("StringEquals", "claims:tenant", "${request:path.tenant}"),
                    new ConditionTerm("ForAnyValue:StringLike", "claims:/access/groups", "order-*", "admin")),
            ],
        })
        .AddRoute("GET /account", new RouteDefinition
        {
            Authorizer = Main,
            StepUp = new StepUpDefinition { AcrValues = ["phr", "phrh"] },
        })
        .AddRoute("GET /down", Down)
        .AddRoute("GET /hub", Query)
        .AddOpenRoute("GET /health")
        .AddOpenRoute("GET /public/{path+}")
        .Build();

    private static AuthorizerDefinition CreateRevocable(ConformanceIssuers issuers, string file) => new()
    {
        JwtConfiguration = [new JwtConfiguration { Issuer = issuers.Main.Issuer, Audience = [Audience] }],
        Revocation = new RevocationDefinition { File = file },
    };

    private static AuthorizerDefinition CreateBound(ConformanceIssuers issuers, TokenBindingRule rule) => new()
    {
        JwtConfiguration = [new JwtConfiguration { Issuer = issuers.Main.Issuer, Audience = [Audience] }],
        TokenBinding = new TokenBinding { Dpop = rule, Origins = [Origin] },
    };
}
