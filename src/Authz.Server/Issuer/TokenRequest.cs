using Authz.Testing;

namespace Authz.Server.Issuer;

/// <summary>The request of <c>authz token</c> to an issuer.</summary>
/// <param name="Issuer">The issuer, found by its discovery document.</param>
/// <param name="Client">The client that asks; null for the dev issuer, which takes any.</param>
/// <param name="Parameters">The parameters of the form besides those of the grant and the client.</param>
internal sealed record TokenRequest(Uri Issuer, ClientCredentials? Client, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>The key that the token shall be bound to; null for a bearer token.</summary>
    public SigningKey? Key { get; init; }
}
