using System.Globalization;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Benchmarks.Fixtures;

/// <summary>An API with one protected hot route, its issuer, and tokens of the size that issuers really make.</summary>
public sealed class ApiFixture : IDisposable
{
    public const string Audience = "pets-api";
    public const string Scope = "pets:read";
    public const string HotTarget = "/pets/7";

    private const string RouteKey = "GET /pets/{id}";

    public ApiFixture(string algorithm, bool remembers, int extraRoutes = 0)
    {
        Algorithm = algorithm;
        Issuer = new FakeIssuer("https://issuer.example.com/tenant-1", [algorithm]);
        Authorizer = Create(Definition([Issuer], extraRoutes), remembers, Issuer.CreateHandler());
    }

    public string Algorithm { get; }

    public FakeIssuer Issuer { get; }

    public ApiAuthorizer Authorizer { get; }

    public static ApiAuthorizer Create(ApiDefinition definition, bool remembers, HttpMessageHandler handler)
    {
        var authorizer = new ApiAuthorizer(definition, new ApiAuthorizerOptions
        {
            KeyFetchHandler = handler,
            RememberedTokenBytes = remembers ? new ApiAuthorizerOptions().RememberedTokenBytes : 0,
        });
        authorizer.WarmUpAsync().GetAwaiter().GetResult();
        return authorizer;
    }

    public static ApiDefinition Definition(IEnumerable<FakeIssuer> issuers, int extraRoutes = 0)
    {
        var routes = new Dictionary<string, RouteDefinition>
        {
            [RouteKey] = new() { Authorizer = "idp", AuthorizationScopes = ["pets:admin", Scope] },
        };
        for (int index = 0; index < extraRoutes; index++)
        {
            routes.Add(RouteTargets.Key(index), new RouteDefinition { IsOpen = true });
        }

        return new ApiDefinition
        {
            Authorizers = new Dictionary<string, AuthorizerDefinition>
            {
                ["idp"] = new()
                {
                    JwtConfiguration = [.. issuers.Select(issuer => new JwtConfiguration { Issuer = issuer.Issuer, Audience = [Audience] })],
                },
            },
            Routes = routes,
        };
    }

    /// <summary>A token of 11 claims, some 830 characters long with RS256.</summary>
    public static TestToken TypicalToken(FakeIssuer issuer, int number = 0) => issuer.Token(Audience, $"openid profile {Scope} pets:write")
        .Without("nbf")
        .With("exp", DateTimeOffset.UtcNow.AddHours(12))
        .With("sub", $"auth0|64f1c0ffee{number.ToString("x8", CultureInfo.InvariantCulture)}")
        .With("azp", "yQmWcXk3wZ8bq1TzRt0v5LhD2nKjUe4s")
        .With("jti", $"0a1b2c3d-4e5f-4a6b-8c7d-{number.ToString("x12", CultureInfo.InvariantCulture)}")
        .With("gty", "password")
        .With("roles", new JsonArray("reader", "editor"))
        .With("email", "someone@example.com")
        .With("email_verified", true);

    public string Mint(int number = 0) => TypicalToken(Issuer, number).Sign(Issuer.CurrentKey);

    public AuthorizationRequest Request(string token) => new("GET", HotTarget, HeaderSource.Authorization("Bearer " + token));

    public void Dispose() => Authorizer.Dispose();
}
