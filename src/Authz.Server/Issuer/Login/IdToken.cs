using Authz.Testing;

namespace Authz.Server.Issuer.Login;

/// <summary>The ID token of a login (OpenID Connect Core 1.0 sections 2 and 3.1.3.6).</summary>
internal static class IdToken
{
    // What clients expect unless they registered for another (OpenID Connect Core 1.0 section 3.1.3.7).
    private const string UsualAlgorithm = "RS256";

    /// <summary>The key that signs ID tokens now.</summary>
    public static SigningKey FindKey(FakeIssuer issuer) => issuer.FindKey(UsualAlgorithm) ?? issuer.CurrentKey;

    public static string Create(FakeIssuer issuer, CodeGrant grant)
    {
        TestToken token = issuer.Token(grant.ClientId).Without("nbf").With("sub", grant.Subject).With("auth_time", grant.SignedInAt);
        AddIfAny(token, "nonce", grant.Nonce);
        AddIfAny(token, "acr", grant.Acr);
        return token.Sign(FindKey(issuer));
    }

    private static void AddIfAny(TestToken token, string claim, string? value)
    {
        if (value is not null)
        {
            token.With(claim, value);
        }
    }
}
