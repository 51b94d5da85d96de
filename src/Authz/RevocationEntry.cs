namespace Authz;

/// <summary>One revocation: the tokens of an issuer that are refused although they have not expired.</summary>
public sealed record RevocationEntry
{
    /// <summary>The longest text of an issuer or a claim in an entry, in characters.</summary>
    public const int MaximumLength = 1_024;

    /// <summary>The exact <c>iss</c> of the tokens.</summary>
    public required string Issuer { get; init; }

    /// <summary>The claim that <see cref="Value"/> is compared with.</summary>
    public required RevocationClaim Claim { get; init; }

    /// <summary>The claim's exact value.</summary>
    public required string Value { get; init; }

    /// <summary>
    /// For <see cref="RevocationClaim.Subject"/>: tokens issued (<c>iat</c>) up to this time are refused, and tokens without <c>iat</c>; a
    /// user who signs in afterwards gets good ones. A fraction of a second is rounded up. Not used for the other claims.
    /// </summary>
    /// <value>The default is null: every token of the user.</value>
    public DateTimeOffset? IssuedBefore { get; init; }

    /// <summary>
    /// When the entry may be forgotten: not before the last of the tokens expires. It is kept for five minutes and five seconds more,
    /// because authorizers may accept tokens for that much longer.
    /// </summary>
    public required DateTimeOffset Until { get; init; }
}
