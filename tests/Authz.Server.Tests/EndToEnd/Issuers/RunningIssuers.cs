using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Authz.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Server.Tests.EndToEnd.Issuers;

/// <summary>The issuers of the run: two that others wrote, and stand-ins with the documents and tokens of four more.</summary>
internal static class RunningIssuers
{
    private const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    public static IReadOnlyDictionary<string, Func<Task<RunningIssuer>>> Kinds { get; } = new Dictionary<string, Func<Task<RunningIssuer>>>
    {
        ["oidc-provider"] = () => StartOidcProviderAsync("RS256"),
        ["oidc-provider, EdDSA"] = () => StartOidcProviderAsync("EdDSA"),
        ["OpenIddict"] = StartOpenIddictAsync,
        ["Kubernetes"] = StartKubernetesAsync,
        ["AD FS"] = StartAdfsAsync,
        ["Entra"] = () => StartEntraAsync(SigningKey.Create("RS256")),
        ["Cognito"] = StartCognitoAsync,
    };

    /// <summary>
    /// Entra's documents for several tenants: keys for all of them, and one of the consumer tenant alone beside them.
    /// </summary>
    public static async Task<RunningIssuer> StartEntraAsync(SigningKey consumerKey)
    {
        const string Template = "https://login.microsoftonline.com/{tenantid}/v2.0";
        SigningKey key = SigningKey.Create("RS256");
        DocumentServer server = await DocumentServer.StartAsync();
        JsonObject shared = key.ToPublicJwk();
        (shared["issuer"], shared["x5t"], shared["x5c"]) = (Template, key.KeyId, new JsonArray("MIIC"));
        JsonObject consumers = consumerKey.ToPublicJwk();
        consumers["issuer"] = Template.Replace("{tenantid}", "9188040d-6c67-4c5b-b112-36a304b66dad", StringComparison.Ordinal);
        string keys = server.Serve("/organizations/discovery/v2.0/keys", new JsonObject { ["keys"] = new JsonArray(shared, consumers) });
        JwtConfiguration configuration = new()
        {
            Issuer = Template,
            Tenants = [Tenant],
            MetadataUri = server.Serve(
                "/organizations/v2.0/.well-known/openid-configuration", new JsonObject { ["issuer"] = Template, ["jwks_uri"] = keys }),
            Audience = ["CLIENT_ID"],
            ScopeClaims = ["scp", "roles"],
        };
        return new RunningIssuer(
            configuration, "pets.read", (audience, scope) => Task.FromResult(EntraToken(audience, scope).Sign(key)), server);
    }

    /// <summary>A token of Entra's second version, of the listed tenant.</summary>
    public static TestToken EntraToken(string audience, string scope) =>
        Token($"https://login.microsoftonline.com/{Tenant}/v2.0")
            .With("aud", audience).With("azp", "c").With("roles", new JsonArray(scope)).With("tid", Tenant).With("ver", "2.0");

    private static async Task<RunningIssuer> StartOidcProviderAsync(string algorithm)
    {
        OidcProviderProcess provider = await OidcProviderProcess.StartAsync(algorithm);
        JwtConfiguration configuration = new() { Issuer = provider.Address, Audience = ["urn:pets-api"], RequiredTokenType = "at+jwt" };
        return new RunningIssuer(configuration, "pets:read", provider.MintAsync, provider);
    }

    private static async Task<RunningIssuer> StartOpenIddictAsync()
    {
        SigningCredentials credentials = new(new RsaSecurityKey(RSA.Create(2048)), "RS256");
        OpenIddictProvider provider = await OpenIddictProvider.StartAsync(credentials);
        JwtConfiguration configuration = new() { Issuer = provider.Issuer, Audience = ["pets-api"], RequiredTokenType = "at+jwt" };
        return new RunningIssuer(configuration, "pets:read", provider.MintAsync, provider);
    }

    private static async Task<RunningIssuer> StartKubernetesAsync()
    {
        const string Issuer = "https://kubernetes.default.svc.cluster.local";
        SigningKey key = SigningKey.Create("RS256");
        X509Certificate2 certificate = DocumentServer.CreateCertificate();
        DocumentServer server = await DocumentServer.StartAsync(certificate);
        (server.ContentType, server.Bearer) = ("application/jwk-set+json", "token-of-this-pod");
        TemporaryFile authority = new(certificate.ExportCertificatePem());
        TemporaryFile bearer = new(server.Bearer + "\n");
        JwtConfiguration configuration = new()
        {
            Issuer = Issuer,
            JwksUri = server.Serve("/openid/v1/jwks", new JsonObject { ["keys"] = new JsonArray(key.ToPublicJwk()) }),
            TrustedCertificatesFile = authority.Path,
            JwksBearerTokenFile = bearer.Path,
            Audience = ["pets-api"],
            ScopeClaims = ["sub"],
        };
        return new RunningIssuer(configuration, "system:serviceaccount:default:shell", MintAsync, server, authority, bearer);

        Task<string> MintAsync(string audience, string scope) => Task.FromResult(
            Token(Issuer).WithoutHeader("typ").With("aud", new JsonArray(audience)).With("sub", scope)
                .With("kubernetes.io", new JsonObject { ["namespace"] = "default" }).Sign(key));
    }

    private static async Task<RunningIssuer> StartAdfsAsync()
    {
        const string Issuer = "http://fs.example.com/adfs/services/trust";
        SigningKey key = SigningKey.Create("RS256", "jeeQjLUam_5jZgqW1jVLeYl8Gik");
        DocumentServer server = await DocumentServer.StartAsync();
        JsonObject jwk = key.ToPublicJwk();
        (jwk["x5t"], jwk["x5c"]) = (key.KeyId, new JsonArray("MIIC"));
        JwtConfiguration configuration = new()
        {
            Issuer = Issuer,
            JwksUri = server.Serve("/adfs/discovery/keys", new JsonObject { ["keys"] = new JsonArray(jwk) }),
            Audience = ["microsoft:identityserver:pets"],
        };
        return new RunningIssuer(configuration, "pets", MintAsync, server);

        Task<string> MintAsync(string audience, string scope) => Task.FromResult(
            Token(Issuer).WithoutHeader("kid").WithHeader("x5t", key.KeyId).With("aud", audience).With("scp", $"openid {scope}")
                .With("auth_time", "2017-02-13T08:27:46.918Z").Without("sub").Sign(key));
    }

    private static async Task<RunningIssuer> StartCognitoAsync()
    {
        SigningKey key = SigningKey.Create("RS256");
        DocumentServer server = await DocumentServer.StartAsync();
        string issuer = server.Address + "/us-east-1_Example";
        string keys = server.Serve(
            "/us-east-1_Example/.well-known/jwks.json", new JsonObject { ["keys"] = new JsonArray(key.ToPublicJwk()) });
        server.Serve(
            "/us-east-1_Example/.well-known/openid-configuration", new JsonObject { ["issuer"] = issuer, ["jwks_uri"] = keys });
        JwtConfiguration configuration = new() { Issuer = issuer, Audience = ["CLIENT_ID"] };
        return new RunningIssuer(configuration, "pets/read", MintAsync, server);

        Task<string> MintAsync(string audience, string scope) => Task.FromResult(
            Token(issuer).WithoutHeader("typ").With("client_id", audience).With("token_use", "access").With("scope", scope).Sign(key));
    }

    private static TestToken Token(string issuer)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return new TestToken().With("iss", issuer).With("sub", "u").With("iat", now).With("exp", now.AddHours(1));
    }
}
