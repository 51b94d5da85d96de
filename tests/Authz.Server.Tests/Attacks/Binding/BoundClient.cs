using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Server.Tests.Attacks.Binding;

/// <summary>A client with a key, and a token that is bound to it, or to nothing.</summary>
internal sealed record BoundClient(SigningKey Key, string Token)
{
    public const string Origin = "https://api.example.com";
    public const string Audience = "pets-api";

    /// <summary>Clients with keys of each kind, and one whose token is a bearer token.</summary>
    public static BoundClient[] CreateAll(FakeIssuer issuer) =>
    [
        .. new[] { "ES256", "ES256", "ES384", "RS256", "PS256", "EdDSA", "Ed25519" }
            .Select(SigningKeyOf).Select(key => new BoundClient(key, Mint(issuer, key.Thumbprint))),
        new BoundClient(SigningKeyOf("ES256"), Mint(issuer, thumbprint: null)),
    ];

    // A token as RFC 9068 has it, which is what oauth4webapi accepts.
    private static string Mint(FakeIssuer issuer, string? thumbprint)
    {
        TestToken token = issuer.Token(Audience).WithHeader("typ", "at+jwt").With("jti", Guid.NewGuid().ToString()).With("client_id", "client");
        return (thumbprint is null ? token : token.With("cnf", new JsonObject { ["jkt"] = thumbprint })).Sign(issuer.CurrentKey);
    }

    private static SigningKey SigningKeyOf(string algorithm) => SigningKey.Create(algorithm);
}
