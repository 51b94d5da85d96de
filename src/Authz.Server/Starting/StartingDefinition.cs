namespace Authz.Server.Starting;

/// <summary>The first page's definition.</summary>
internal static class StartingDefinition
{
    /// <summary>The issuer of tokens to begin with: the dev issuer, where it listens by default.</summary>
    public const string Issuer = "http://127.0.0.1:5005/";

    /// <summary>The definition's JSON.</summary>
    public const string Text = $$"""
        {
          "name": "pets",
          "authorizers": {
            "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{Issuer}}", "audience": ["pets-api"] } }
          },
          "routes": {
            "GET /pets/{id}": { "authorizer": "idp", "authorizationScopes": ["pets:read"] },
            "GET /shops/{shop}/pets": { "authorizer": "idp", "condition": { "StringEquals": { "claims:shop": "${request:path.shop}" } } },
            "GET /health": { "authorizationType": "NONE" }
          }
        }

        """;
}
