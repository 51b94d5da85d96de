using Authz.Tests.Attacks;
using Authz.Tests.Conditions;
using Authz.Tests.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Tests.Decisions;

/// <summary>What requests cost in memory: nothing where a stranger decides it.</summary>
public sealed class AllocationTests
{
    private const long Remembering = 1 << 20;

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    [InlineData("EdDSA")]
    public void Accepts_ARememberedToken_WithoutAllocation(string algorithm)
    {
        using var api = new TestApi(rememberedTokenBytes: Remembering, route: route => route with { AuthorizationScopes = ["x", "a"] });
        string token = TestApi.Token().With("scope", "a b").Sign(TestKeys.For(algorithm));
        Assert.Equal(0, MeasureWarm(api, token, isAllowed: true));
    }

    [SkippableTheory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("EdDSA")]
    [InlineData("Ed25519")]
    public void Accepts_ATokenSeenForTheFirstTime_WithoutAllocation_WhenNothingIsRemembered(string algorithm)
    {
        // For ECDSA the platform's own call allocates the DER form.
        if (algorithm.StartsWith("ES", StringComparison.Ordinal))
        {
            ContextRequirement.Require(JwsAlgorithmNames.Parse(algorithm));
        }

        using var api = new TestApi(route: route => route with { AllScopes = ["a"] });
        string token = TestApi.Token().With("scope", "a b").Sign(TestKeys.For(algorithm));
        Assert.Equal(0, MeasureWarm(api, token, isAllowed: true));
    }

    // Compared with every kind of key: a nested claim, a list, the path, a header, the address, the clock.
    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(Remembering, true)]
    [InlineData(Remembering, false)]
    public void Judges_Conditions_WithoutAllocation(long remembered, bool isAllowed)
    {
        using ConditionApi api = new(
            """
            {
              "StringEquals": { "claims:tenant": "${request:path.tenant}", "claims:/a/b": "\u00e9" },
              "ForAnyValue:StringLike": { "claims:groups": ["order-*", "admin"] },
              "NumericLessThan": { "token:age": 300, "claims:/a/n": 1e3 },
              "DateLessThan": { "claims:until": "2100-01-01T00:00:00Z" },
              "IpAddress": { "context:identity.sourceIp": ["2001:db8::/32", "10.0.0.0/8"] },
              "StringEqualsIfExists": { "request:header.x-plan": "gold", "request:querystring.q": "a b" },
              "Null": { "claims:act": true }
            }
            """,
            """{"StringNotEquals":{"token:typ":"dpop+jwt"},"Bool":{"claims:verified":true}}""",
            """{"acrValues":["phr"],"maxAge":300}""",
            remembered);
        string last = isAllowed ? "order-read" : "none";
        AuthorizationRequest request = ConditionApi.Request(
            ConditionApi.Token(
                $$"""
                {"tenant":"acm\u00e9","a":{"b":"\u00e9","n":999.5},"groups":["x\u0041","{{last}}"],"until":1800000000,
                "verified":true,"acr":"phr","auth_time":1799999990}
                """),
            "/tenants/acm%C3%A9/files/a?q=a+b");
        string credential = request.Headers.Find("Authorization").Value!;
        request = request with
        {
            Headers = new HeaderSource(credential, static (state, name) => new HeaderValue(name == "x-plan" ? "gold" : (string)state)),
        };

        Assert.Equal(isAllowed, api.Decide(request).IsAllowed);
        Assert.Equal(0, AllocatedBytes.Of(() => Assert.True(api.Decide(request).IsAllowed == isAllowed)));
    }

    // Everything in the corpus that is refused before a signature is looked at, save unknown kids, for which a fetch may have to start.
    [Fact]
    public void Rejects_BeforeTheSignature_WithoutAllocation()
    {
        using var api = new TestApi(rememberedTokenBytes: Remembering);
        RefusalReason[] later =
        [
            RefusalReason.SignatureInvalid, RefusalReason.KeyUnknown, RefusalReason.AudienceMismatch, RefusalReason.ConfirmationUnsupported,
        ];
        IEnumerable<AttackCase> early = AttackCorpus.All.Where(
            attack => !later.Contains(attack.Expected) && !attack.Description.StartsWith("neither aud", StringComparison.Ordinal));
        foreach (AttackCase attack in early)
        {
            Assert.Equal(
                (attack.Id, attack.Description, 0L), (attack.Id, attack.Description, MeasureWarm(api, attack.Token, isAllowed: false)));
        }
    }

    [Theory]
    [InlineData("no token", "/pets", null)]
    [InlineData("another scheme", "/pets", "Basic dXNlcjpwYXNz")]
    [InlineData("two tokens", "/pets", "Bearer a, Bearer b")]
    [InlineData("no route", "/cats", "Bearer a.b.c")]
    [InlineData("ambiguous target", "/pets/..", "Bearer a.b.c")]
    public void Rejects_Requests_WithoutAllocation(string description, string target, string? header)
    {
        using var api = new TestApi();
        var request = new AuthorizationRequest("GET", target, HeaderSource.Authorization(header));
        Assert.Equal((description, 0L), (description, Measure(api, request, isAllowed: false)));
    }

    // Every name of a query is compared with the token's, in all spellings.
    [Theory]
    [InlineData("access_token=a.b.c&%61ccess%2Etoken[]=x")]
    [InlineData("%2541ccess+token%00=x&%252541=y&%25%25%25%25=z&access_token=a.b.c")]
    [InlineData("%20+[[access_token]]=x;access.token=y&access_token=a.b.c")]
    [InlineData("access_toke=a&access_tokenx=b&%E9%C3%A9=c")]
    public void Rejects_HostileQueryNames_WithoutAllocation(string query)
    {
        ApiDefinition definition = new ApiDefinitionBuilder().AddJwtAuthorizer("idp", TestApi.Issuer, TestApi.Audience)
            .AddRoute("GET /pets", "idp").Build();
        using ApiAuthorizer authorizer = new(definition with
        {
            Authorizers = definition.Authorizers.ToDictionary(
                pair => pair.Key, pair => pair.Value with { IdentitySource = "$request.querystring.access_token" }),
        });
        AuthorizationRequest request = new("GET", "/pets?" + string.Join('&', Enumerable.Repeat(query, 50)), default);

        Assert.Equal(0, AllocatedBytes.Of(() => Assert.True(authorizer.Authorize(request).Reason is
            RefusalReason.TokenMissing or RefusalReason.CredentialsAmbiguous)));
    }

    private static long MeasureWarm(TestApi api, string token, bool isAllowed) => Measure(api, TestApi.Request(token), isAllowed);

    private static long Measure(TestApi api, AuthorizationRequest request, bool isAllowed)
    {
        // Twice before it counts: the first may remember the token.
        Decide();
        return AllocatedBytes.Of(Decide);

        void Decide() => Assert.True(api.Authorizer.Authorize(request).IsAllowed == isAllowed);
    }
}
