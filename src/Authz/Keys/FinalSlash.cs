namespace Authz.Keys;

/// <summary>The two spellings of an issuer, which are two issuers (OpenID Connect Discovery 1.0 section 4.3) and often mixed up.</summary>
internal static class FinalSlash
{
    /// <summary>The other spelling.</summary>
    public static string Toggle(string issuer) => issuer.EndsWith('/') ? issuer[..^1] : issuer + "/";
}
