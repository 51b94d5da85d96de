using System.Text.Json;

namespace Authz;

/// <summary>A token whose signature and claims held: the only type from which a token's claims can be read.</summary>
public sealed class VerifiedToken
{
    /// <summary>The claim <c>iss</c>.</summary>
    public string Issuer => throw new NotSupportedException();

    /// <summary>The claim <c>sub</c>; null where the token has none.</summary>
    public string? Subject => throw new NotSupportedException();

    /// <summary>The <c>kid</c> of the key that signed the token.</summary>
    public string KeyId => throw new NotSupportedException();

    /// <summary>The algorithm of the signature, such as <c>RS256</c>.</summary>
    public string Algorithm => throw new NotSupportedException();

    /// <summary>When the token expires (<c>exp</c>, whole seconds).</summary>
    public DateTimeOffset ExpiresAt => throw new NotSupportedException();

    /// <summary>The token's scopes in its own order; empty where it has none.</summary>
    public IReadOnlyList<string> Scopes => throw new NotSupportedException();

    /// <summary>All claims, as the JSON object that the issuer signed. Parsed on each call: keep the result.</summary>
    public JsonElement ReadClaims() => throw new NotSupportedException();

    /// <summary>All claims as the strings that API Gateway hands to a backend: numbers as text, arrays as <c>[a b]</c>, null left out.</summary>
    public IReadOnlyDictionary<string, string> ToAwsClaims() => throw new NotSupportedException();
}
