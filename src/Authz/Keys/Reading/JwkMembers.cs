namespace Authz.Keys.Reading;

/// <summary>The members of a JWK that are read (RFC 7517 section 4, RFC 7518 section 6).</summary>
internal static class JwkMembers
{
    /// <summary>Members that must be strings if present.</summary>
    public static readonly string[] Texts = ["kty", "use", "alg", "kid", "n", "e", "crv", "x", "y"];

    /// <summary>Members that only a private or symmetric key has (RFC 7518 sections 6.2.2, 6.3.2, 6.4.1).</summary>
    public static readonly string[] Secrets = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The permitted operations (RFC 7517 section 4.3), an array of strings.</summary>
    public const string Operations = "key_ops";
}
