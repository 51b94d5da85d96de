using Authz.Lambda.Tests.Runtime;

namespace Authz.Lambda.Benchmarks;

/// <summary>What is measured: two routes that ask for one scope each.</summary>
internal static class Definitions
{
    public static string Pets(string issuer) => $$"""
        {
          "authorizers": { "idp": { "type": "JWT", "jwtConfiguration": { "issuer": "{{issuer}}", "audience": ["pets-api"] } } },
          "routes": {
            "GET /pets": { "authorizer": "idp", "authorizationScopes": ["read"] },
            "POST /pets": { "authorizer": "idp", "authorizationScopes": ["write"] }
          }
        }
        """;

    public static void RequireAllowed(RuntimeAnswer answer)
    {
        if (!answer.Body.Contains("\"Allow\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not allowed: {answer.Body}");
        }
    }
}
