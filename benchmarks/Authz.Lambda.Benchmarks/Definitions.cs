using Authz.Lambda.Events;
using Authz.Lambda.Tests;
using Authz.Lambda.Tests.Runtime;
using Authz.Testing;

namespace Authz.Lambda.Benchmarks;

/// <summary>What is measured: two routes that ask for one scope each, and an event whose token has that of the first.</summary>
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

    public static byte[] AllowedEvent(FakeIssuer issuer) => EventDocument
        .For(AuthorizerEventKind.HttpApiV2, "GET /pets", "GET", "/pets", issuer.Mint("pets-api", "read"))
        .ToUtf8();

    public static void RequireAllowed(RuntimeAnswer answer)
    {
        if (!answer.Body.Contains("\"Allow\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not allowed: {answer.Body}");
        }
    }
}
