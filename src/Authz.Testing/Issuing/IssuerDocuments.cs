using System.Text.Json.Nodes;

namespace Authz.Testing.Issuing;

/// <summary>The documents that an issuer publishes, as JSON.</summary>
internal static class IssuerDocuments
{
    // OpenID Connect Discovery 1.0 section 3: the required members that an issuer without a login page can name.
    public static JsonObject CreateDiscoveryDocument(FakeIssuer issuer) => new()
    {
        ["issuer"] = issuer.Issuer,
        ["jwks_uri"] = issuer.KeySetUri,
        ["token_endpoint"] = issuer.TokenEndpoint,
        ["grant_types_supported"] = new JsonArray("client_credentials"),
        ["response_types_supported"] = new JsonArray("token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] =
            new JsonArray([.. issuer.PublishedKeys.Select(key => key.Algorithm).Distinct().Select(name => JsonValue.Create(name))]),
    };

    public static JsonObject CreateKeySet(IReadOnlyList<SigningKey> keys) =>
        new() { ["keys"] = new JsonArray([.. keys.Select(key => key.ToPublicJwk())]) };
}
