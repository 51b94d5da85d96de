using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Server.Issuer.Login;

/// <summary>What the discovery document says of logins (RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3).</summary>
internal static class LoginMetadata
{
    /// <summary>The grant of the token endpoint that ends a login.</summary>
    public const string Grant = "authorization_code";

    public static JsonObject AddTo(JsonObject document, FakeIssuer issuer)
    {
        document["authorization_endpoint"] = issuer.Issuer.TrimEnd('/') + AuthorizeEndpoint.Path;
        document["grant_types_supported"] = new JsonArray(Grant, "client_credentials");
        document["response_types_supported"] = new JsonArray(LoginRequest.ResponseType);
        document["response_modes_supported"] = new JsonArray([.. RedirectTarget.Modes.Select(mode => JsonValue.Create(mode))]);
        document["code_challenge_methods_supported"] = new JsonArray(CodeChallenge.Method);
        document["authorization_response_iss_parameter_supported"] = true;
        document["token_endpoint_auth_methods_supported"] = new JsonArray("none", "client_secret_basic", "client_secret_post");
        document["id_token_signing_alg_values_supported"] = new JsonArray(IdToken.FindKey(issuer).Algorithm);
        document["request_uri_parameter_supported"] = false;
        return document;
    }
}
