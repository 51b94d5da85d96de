using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Server.Demo;

/// <summary>The demo's requests: valid ones, and one for each way to be refused.</summary>
internal static class DemoCases
{
    public static IEnumerable<DemoCase> Create(FakeIssuer issuer)
    {
        yield return Get("token in order", Sign(issuer, Read(issuer)));
        yield return Get("elliptic-curve signature", Read(issuer).Sign(issuer.FindKey("ES256")!));
        yield return new DemoCase("path variable", "GET", "/pets/7", Sign(issuer, Read(issuer)));
        yield return new DemoCase("open route", "GET", "/health", null);
        yield return Get("scp array", Sign(issuer, Read(issuer).Without("scope").With("scp", new JsonArray("pets:read"))));
        yield return Get("client_id instead of aud", Sign(issuer, Read(issuer).Without("aud").With("client_id", DemoDefinition.Audience)));
        yield return Post("all scopes of several", Sign(issuer, issuer.Token(DemoDefinition.Audience, "pets:write pets:admin")));
        yield return Call("tool of an MCP server", "find_pet", Sign(issuer, Read(issuer)));
        yield return Get("key rotated a moment ago", Read(issuer).Sign(issuer.Rotate("ES384")));
        yield return Get("no token", null);
        yield return Get("not a token", "pets");
        yield return Get("expired", Sign(issuer, Aged(issuer, TimeSpan.FromHours(-2))));
        yield return Get("not yet valid", Sign(issuer, Aged(issuer, TimeSpan.FromHours(2))));
        yield return Get("wrong audience", Sign(issuer, issuer.Token("other-api", "pets:read")));
        yield return Get("wrong issuer", Sign(issuer, Read(issuer).With("iss", "https://evil.example/")));
        yield return Get("tampered payload", Tampered(issuer));
        yield return Get("unknown kid, seconds after a rotation", Sign(issuer, Read(issuer).WithHeader("kid", "nobody")));
        yield return Get("alg none", Sign(issuer, Read(issuer).WithHeader("alg", "none")));
        yield return Get("alg none, no signature", Read(issuer).WithHeader("kid", issuer.CurrentKey.KeyId).WithoutSignature());
        yield return Get("public key as HMAC secret", SignedWithPublicKey(issuer));
        yield return Get("key in the header", SignedWithItsOwnKey(issuer));
        yield return Call("tool beyond the token's scopes", "sell_pet", Sign(issuer, Read(issuer)));
        yield return Get("missing scope", Sign(issuer, issuer.Token(DemoDefinition.Audience, "pets:write")));
        yield return Post("one scope of two", Sign(issuer, issuer.Token(DemoDefinition.Audience, "pets:write")));
        yield return Shop("condition: the path's shop is the token's", "7", Sign(issuer, Read(issuer).With("shop", "7")));
        yield return Shop("condition: another shop", "8", Sign(issuer, Read(issuer).With("shop", "7")));
        yield return Shop("condition: no shop in the token", "7", Sign(issuer, Read(issuer)));
        yield return new DemoCase("unknown route", "GET", "/owners", Sign(issuer, Read(issuer)));
        yield return new DemoCase("wrong method", "DELETE", "/pets", Sign(issuer, Read(issuer)));
        yield return new DemoCase("dot segment in disguise", "GET", "/health/%2e%2e/pets", null);
    }

    private static DemoCase Call(string name, string tool, string token) => new(name, "POST", "/mcp", token) { Tool = tool };

    private static DemoCase Get(string name, string? token) => new(name, "GET", "/pets", token);

    private static DemoCase Post(string name, string? token) => new(name, "POST", "/pets", token);

    private static DemoCase Shop(string name, string shop, string token) => new(name, "GET", $"/shops/{shop}/pets", token);

    private static TestToken Read(FakeIssuer issuer) => issuer.Token(DemoDefinition.Audience, "pets:read");

    private static string Sign(FakeIssuer issuer, TestToken token) => token.Sign(issuer.CurrentKey);

    private static TestToken Aged(FakeIssuer issuer, TimeSpan shift)
    {
        DateTimeOffset start = issuer.Clock.GetUtcNow() + shift;
        return Read(issuer).With("iat", start).With("nbf", start).With("exp", start.AddHours(1));
    }

    private static string Tampered(FakeIssuer issuer)
    {
        TestToken token = issuer.Token(DemoDefinition.Audience, "pets:write");
        return CompactJws.ReplacePayload(Sign(issuer, token), token.With("scope", "pets:read").Claims.ToJsonString());
    }

    private static string SignedWithItsOwnKey(FakeIssuer issuer)
    {
        SigningKey own = SigningKey.Create(issuer.CurrentKey.Algorithm, issuer.CurrentKey.KeyId);
        return Read(issuer).WithHeader("jwk", own.ToPublicJwk()).Sign(own);
    }

    // RFC 8725 section 2.1: a verifier that lets the header choose would use the public key as a shared secret.
    private static string SignedWithPublicKey(FakeIssuer issuer)
    {
        TestToken token = Read(issuer).WithHeader("alg", "HS256").WithHeader("kid", issuer.CurrentKey.KeyId);
        string signed = Sign(issuer, token);
        byte[] signingInput = Encoding.ASCII.GetBytes(signed[..signed.LastIndexOf('.')]);
        byte[] secret = Encoding.UTF8.GetBytes(issuer.CurrentKey.ToPublicJwk().ToJsonString());
        return CompactJws.ReplaceSignature(signed, HMACSHA256.HashData(secret, signingInput));
    }
}

/// <summary>One request of the demo. Its expected answer is in expectations.json.</summary>
/// <param name="Name">The request's peculiarity; the key of its expectation.</param>
/// <param name="Method">The method.</param>
/// <param name="Target">The target, as on the request line.</param>
/// <param name="Token">The bearer token; null for none.</param>
internal sealed record DemoCase(string Name, string Method, string Target, string? Token)
{
    /// <summary>The tool of the Model Context Protocol that the request calls; null for a request without a body.</summary>
    public string? Tool { get; init; }
}
