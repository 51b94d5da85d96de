using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Tests.Binding;

/// <summary>An API that accepts bound tokens, a client's key, and requests as that client sends them.</summary>
internal sealed class BindingApi : IDisposable
{
    public const string Origin = "https://api.example.com";
    public const string Url = Origin + "/pets";

    public static readonly TokenBinding Allowed = new() { Dpop = TokenBindingRule.Allowed, Origins = [Origin] };

    private static readonly SigningKey s_issuerKey = TestKeys.For("ES256");

    public BindingApi(
        TokenBinding? binding = null, long rememberedTokenBytes = 1 << 20, Func<RouteDefinition, RouteDefinition>? route = null) =>
        Api = new TestApi(
            rememberedTokenBytes: rememberedTokenBytes,
            route: route,
            authorizer: authorizer => authorizer with { TokenBinding = binding ?? Allowed });

    public TestApi Api { get; }

    /// <summary>The client's key, unless a test has another.</summary>
    public static SigningKey Key { get; } = TestKeys.For("ES256", another: 7);

    /// <summary>A token with this <c>cnf</c>.</summary>
    public static string Token(JsonNode? cnf) => TestApi.Token().With("cnf", cnf).Sign(s_issuerKey);

    /// <summary>A token that is bound to a key.</summary>
    public static string BoundTo(SigningKey key) => Token(new JsonObject { ["jkt"] = key.Thumbprint });

    /// <summary>A proof that is in order for <c>GET /pets</c> with this token.</summary>
    public TestToken Proof(string token, SigningKey? key = null) => (key ?? Key).CreateProof("GET", Url, token, Api.Time);

    public static AuthorizationRequest Request(string? authorization, string? proof, string method = "GET", string target = "/pets")
    {
        // Found without allocation, so that tests can measure the engine's own.
        HeaderSource headers = new(new[] { authorization, proof }, static (state, name) => new HeaderValue(
            name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? ((string?[])state)[0]
            : name.Equals("DPoP", StringComparison.OrdinalIgnoreCase) ? ((string?[])state)[1]
            : null));
        return new AuthorizationRequest(method, target, headers);
    }

    public AuthorizationDecision Decide(string token, string? proof) => Api.Authorizer.Authorize(Request($"DPoP {token}", proof));

    public RefusalReason? Reason(string token, string? proof) => Decide(token, proof).Reason;

    public void Dispose() => Api.Dispose();
}
