using System.Text.Json.Nodes;

namespace Authz.Tests.Documentation;

/// <summary>The recipes of docs/issuers.md, as a reader copies them, with a token for each.</summary>
internal static class IssuersPage
{
    private const string Tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";

    // Header, claims, scope and, if it is not aud, the claim with the audience.
    private static readonly Dictionary<string, (string Header, string Claims, string? Scope, string Audience)> s_tokens = new()
    {
        ["Amazon Cognito"] = (
            "{}",
            """{ "sub": "u", "token_use": "access", "client_id": "CLIENT_ID", "scope": "openid pets/read", "cognito:groups": ["a"] }""",
            "pets/read", "client_id"),
        ["Auth0"] = (
            """{ "typ": "JWT" }""",
            """
            {
              "sub": "auth0|1", "aud": ["https://api.example.com", "https://example.auth0.com/userinfo"], "azp": "c",
              "scope": "openid pets:read"
            }
            """,
            "pets:read", "aud"),
        ["Okta"] = (
            "{}",
            """{ "ver": 1, "aud": "https://api.example.com/pets", "sub": "u", "cid": "c", "uid": "u", "scp": ["openid", "pets"] }""",
            "pets", "aud"),
        ["Entra ID, v2"] = (
            """{ "typ": "JWT" }""",
            $$"""{ "aud": "CLIENT_ID", "azp": "c", "scp": "pets.read pets.write", "tid": "{{Tenant}}", "ver": "2.0", "sub": "u" }""",
            "pets.read", "aud"),
        ["Entra ID, v1"] = (
            """{ "typ": "JWT", "x5t": "other-text" }""",
            $$"""{ "aud": "api://CLIENT_ID", "appid": "c", "roles": ["pets.read"], "tid": "{{Tenant}}", "ver": "1.0", "sub": "u" }""",
            "pets.read", "aud"),
        ["Entra ID, several tenants"] = (
            """{ "typ": "JWT" }""",
            $$"""{ "aud": "CLIENT_ID", "azp": "c", "scp": "pets.read", "tid": "{{Tenant}}", "ver": "2.0", "sub": "u" }""",
            "pets.read", "aud"),
        ["Keycloak"] = (
            """{ "typ": "JWT" }""",
            """
            {
              "aud": ["pets-api", "account"], "azp": "web", "typ": "Bearer", "scope": "openid profile",
              "realm_access": { "roles": ["offline_access", "keeper"] }, "resource_access": { "account": { "roles": ["view-profile"] } }
            }
            """,
            "keeper", "aud"),
        ["Google"] = (
            """{ "typ": "JWT" }""",
            """
            {
              "azp": "CLIENT_ID.apps.googleusercontent.com", "aud": "CLIENT_ID.apps.googleusercontent.com", "sub": "1",
              "hd": "example.com", "email": "a@example.com", "email_verified": true
            }
            """,
            "example.com", "aud"),
        ["Firebase Authentication"] = (
            """{ "typ": "JWT" }""",
            """
            {
              "aud": "PROJECT_ID", "sub": "u", "user_id": "u", "auth_time": 1,
              "firebase": { "identities": { "email": ["a@example.com"] }, "sign_in_provider": "password" }
            }
            """,
            "password", "aud"),
        ["GitHub Actions"] = (
            """{ "typ": "JWT" }""",
            """
            {
              "aud": "https://api.example.com", "sub": "repo:our-org/our-repo:ref:refs/heads/main", "repository": "our-org/our-repo",
              "repository_owner": "our-org", "ref": "refs/heads/main"
            }
            """,
            "our-org/our-repo", "aud"),
        ["Kubernetes service accounts"] = (
            "{}",
            """
            {
              "aud": ["pets-api"], "sub": "system:serviceaccount:default:shell",
              "kubernetes.io": { "namespace": "default", "pod": { "name": "shell", "uid": "1" }, "warnafter": 1717674962 }
            }
            """,
            "system:serviceaccount:default:shell", "aud"),
        ["AD FS"] = (
            """{ "typ": "JWT", "x5t": "{kid}" }""",
            """
            {
              "aud": "microsoft:identityserver:CLIENT_ID", "email": "a@example.com", "apptype": "Confidential", "appid": "CLIENT_ID",
              "auth_time": "2017-02-13T08:27:46.918Z", "ver": "1.0", "scp": "profile openid"
            }
            """,
            "profile", "aud"),
        ["OpenIddict"] = (
            """{ "typ": "at+jwt" }""",
            """{ "sub": "c", "aud": "pets-api", "scope": "pets:read", "oi_prst": "c", "client_id": "c", "oi_tkn_id": "1" }""",
            "pets:read", "aud"),
        ["node oidc-provider"] = (
            """{ "typ": "at+jwt" }""", """{ "sub": "c", "aud": "urn:pets-api", "client_id": "c", "scope": "pets:read", "jti": "1" }""",
            "pets:read", "aud"),
        ["SAP XSUAA"] = (
            """{ "typ": "JWT", "jku": "https://SUBDOMAIN.authentication.eu10.hana.ondemand.com/token_keys", "jid": "1" }""",
            """
            {
              "sub": "u", "aud": ["pets!t1234", "openid"], "scope": ["openid", "pets!t1234.read"], "cid": "sb-pets!t1234", "zid": "z",
              "ext_attr": { "enhancer": "XSUAA", "zdn": "SUBDOMAIN" }
            }
            """,
            "pets!t1234.read", "aud"),
        ["Clerk"] = (
            """{ "typ": "JWT" }""",
            """{ "sub": "user_1", "sid": "sess_1", "azp": "https://app.example.com", "org_id": "org_1", "org_role": "org:admin" }""",
            "org:admin", "azp"),
        ["Rauthy"] = (
            "{}", """{ "sub": "u", "aud": ["CLIENT_ID", "https://api.example.com/mcp"], "typ": "Bearer", "azp": "CLIENT_ID", "scope": "openid pets:read" }""",
            "pets:read", "aud"),
        ["Better Auth"] = ("{}", """{ "sub": "u", "aud": "https://app.example.com", "email": "a@example.com" }""", null, "aud"),
    };

    public static IReadOnlyList<IssuerRecipe> Recipes { get; } = [.. Read()];

    public static IEnumerable<string> NamesOfTokens => s_tokens.Keys;

    private static IEnumerable<IssuerRecipe> Read()
    {
        string[] sections = RepositoryFile.ReadText("docs/issuers.md").Split("\n## ");
        foreach (string section in sections.Skip(1))
        {
            string name = section[..section.IndexOf('\n', StringComparison.Ordinal)];
            string lines = section.Split("```json\n")[1].Split("```")[0];
            (string header, string claims, string? scope, string audience) = s_tokens[name];
            yield return new IssuerRecipe(name, Parse(lines), Parse(header), Parse(claims), scope, audience);
        }
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
