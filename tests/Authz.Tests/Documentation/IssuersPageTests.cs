using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Documentation;

/// <summary>The recipes of docs/issuers.md decide tokens of the shape that each describes.</summary>
public sealed class IssuersPageTests : IDisposable
{
    private const string Bearer = "token-of-this-pod";

    private static readonly Dictionary<string, SigningKey> s_keys =
        new[] { "RS256", "ES256", "EdDSA" }.ToDictionary(algorithm => algorithm, algorithm => SigningKey.Create(algorithm));

    private readonly string _bearerFile = Path.GetTempFileName();

    public IssuersPageTests() => File.WriteAllText(_bearerFile, Bearer);

    public static TheoryData<string> Names => [.. IssuersPage.Recipes.Select(recipe => recipe.Name)];

    public void Dispose() => File.Delete(_bearerFile);

    [Fact]
    public void EachTokenHasItsRecipe() =>
        Assert.Equal(IssuersPage.NamesOfTokens, IssuersPage.Recipes.Select(recipe => recipe.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Accepts_ATokenOfTheShape(string name) => Assert.Null(await DecideAsync(name, _ => { }));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rejects_AnotherIssuer(string name)
    {
        string issuer = Find(name).Issuer;
        string slash = issuer.EndsWith('/') ? issuer[..^1] : issuer + "/";
        foreach (string other in (string[])["https://evil.example", slash, issuer.ToUpperInvariant()])
        {
            Assert.Equal(RefusalReason.IssuerMismatch, await DecideAsync(name, token => token.With("iss", other)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rejects_AnotherAudience_AndNone(string name)
    {
        string claim = Find(name).AudienceClaim;

        // Where no other claim was asked for, client_id decides in the place of an absent aud.
        bool hasClient = claim == "aud" && Find(name).Claims.ContainsKey("client_id");
        Assert.Equal(RefusalReason.AudienceMismatch, await DecideAsync(name, token => token.With(claim, "other-api")));
        Assert.Equal(
            hasClient ? RefusalReason.AudienceMismatch : RefusalReason.ClaimMissing,
            await DecideAsync(name, token => token.Without(claim)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rejects_ATokenWithoutTheScope(string name)
    {
        IssuerRecipe recipe = Find(name);
        JsonArray claims = recipe.Configuration["scopeClaims"]?.AsArray() ?? ["scp", "scope"];
        foreach (string claim in claims.Where(_ => recipe.Scope is not null).Select(claim => claim!.GetValue<string>()))
        {
            // Of a pointer the first step is the claim.
            string root = claim.TrimStart('/').Split('/')[0];
            if (recipe.Claims.ContainsKey(root))
            {
                Assert.Equal(RefusalReason.ScopeMissing, await DecideAsync(name, token => token.Without(root)));
                JsonNode other = root == claim ? "other" : new JsonObject { [claim.Split('/')[^1]] = "other" };
                Assert.Equal(RefusalReason.ScopeMissing, await DecideAsync(name, token => token.With(root, other)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Rejects_AnotherKey(string name)
    {
        SigningKey other = SigningKey.Create(Find(name).Algorithm, s_keys[Find(name).Algorithm].KeyId);

        Assert.Equal(RefusalReason.SignatureInvalid, await DecideAsync(name, _ => { }, other));
    }

    [Fact]
    public async Task Rejects_ATenantThatIsNotListed()
    {
        const string Other = "9188040d-6c67-4c5b-b112-36a304b66dad";
        const string Name = "Entra ID, several tenants";

        Assert.Equal(
            RefusalReason.IssuerMismatch,
            await DecideAsync(Name, token => token.With("iss", $"https://login.microsoftonline.com/{Other}/v2.0").With("tid", Other)));
        Assert.Equal(RefusalReason.IssuerMismatch, await DecideAsync(Name, token => token.With("tid", Other)));
    }

    private static IssuerRecipe Find(string name) => IssuersPage.Recipes.Single(recipe => recipe.Name == name);

    private async Task<RefusalReason?> DecideAsync(string name, Action<TestToken> alter, SigningKey? signer = null)
    {
        IssuerRecipe recipe = Find(name);
        SigningKey key = s_keys[recipe.Algorithm];
        Assert.True(
            ApiDefinitionReader.TryRead(
                Encoding.UTF8.GetBytes(recipe.Definition(_bearerFile)), out ApiDefinition? definition,
                out IReadOnlyList<DefinitionProblem> problems),
            string.Join('\n', problems));
        using Provider provider = new(recipe, key);
        using ApiAuthorizer authorizer = new(definition!, new ApiAuthorizerOptions { KeyFetchHandler = provider });

        TestToken token = CreateToken(recipe, key);
        alter(token);
        AuthorizationDecision decision = await authorizer.AuthorizeAsync(
            new AuthorizationRequest("GET", "/pets", HeaderSource.Authorization($"Bearer {token.Sign(signer ?? key)}")));
        return decision.Reason;
    }

    private static TestToken CreateToken(IssuerRecipe recipe, SigningKey key)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        TestToken token = new TestToken().WithoutHeader("typ").With("iss", recipe.Issuer).With("iat", now).With("exp", now.AddHours(1));
        foreach ((string name, JsonNode? value) in recipe.Header)
        {
            if (value!.GetValue<string>() == "{kid}")
            {
                token.WithoutHeader("kid").WithHeader(name, key.KeyId);
            }
            else
            {
                token.WithHeader(name, value.DeepClone());
            }
        }

        foreach ((string name, JsonNode? value) in recipe.Claims)
        {
            token.With(name, value!.DeepClone());
        }

        return token;
    }

    /// <summary>The issuer's documents, where its definition looks for them.</summary>
    private sealed class Provider(IssuerRecipe recipe, SigningKey key) : HttpMessageHandler
    {
        private const string NamedKeys = "https://keys.example/of-the-metadata";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string written = recipe.Configuration["issuer"]!.GetValue<string>();
            string? jwksUri = recipe.Configuration["jwksUri"]?.GetValue<string>();
            string metadataUri =
                recipe.Configuration["metadataUri"]?.GetValue<string>() ?? written.TrimEnd('/') + "/.well-known/openid-configuration";
            string url = request.RequestUri!.OriginalString;
            JsonObject? document = url == (jwksUri ?? NamedKeys) ? new JsonObject { ["keys"] = new JsonArray(key.ToPublicJwk()) }
                : url == metadataUri && jwksUri is null ? new JsonObject { ["issuer"] = written, ["jwks_uri"] = NamedKeys }
                : null;
            bool isAllowed = recipe.Configuration["jwksBearerTokenFile"] is null || request.Headers.Authorization?.Parameter == Bearer;
            return Task.FromResult(document is null
                ? new HttpResponseMessage(HttpStatusCode.NotFound)
                : isAllowed
                ? new HttpResponseMessage { Content = new StringContent(document.ToJsonString()) }
                : new HttpResponseMessage(HttpStatusCode.Forbidden));
        }
    }
}
