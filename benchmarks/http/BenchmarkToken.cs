using System.Text.Json.Nodes;
using Authz.Testing;

namespace HttpBenchmark;

/// <summary>A token of about 830 characters with eleven claims, as an issuer in the field makes them.</summary>
internal static class BenchmarkToken
{
    public static string Sign(FakeIssuer issuer) => issuer.Token("pets-api", "pets:read pets:write openid")
        .With("exp", issuer.Clock.GetUtcNow().AddHours(12))
        .With("jti", "0b9f2c1e-6c39-4d0f-9a63-5a2f0d7b0b1c")
        .With("client_id", "benchmark-client")
        .With("name", "Benchmark User")
        .With("email", "user@benchmark.example")
        .With("roles", new JsonArray("user"))
        .Sign(issuer.CurrentKey);
}
