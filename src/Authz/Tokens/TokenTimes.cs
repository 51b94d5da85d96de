namespace Authz.Tokens;

/// <summary>
/// The time claims in whole seconds since 1970, fractions rounded so that the token is valid for less time, never for more. The zero
/// value has no times.
/// </summary>
internal readonly struct TokenTimes
{
    // One more than the claim, so that zero is its absence: three nullable numbers would cost every remembered token 24 bytes more.
    private readonly long _expires;
    private readonly long _notBefore;
    private readonly long _issuedAt;

    private TokenTimes(long expires, long notBefore, long issuedAt) => (_expires, _notBefore, _issuedAt) = (expires, notBefore, issuedAt);

    /// <summary>The claim <c>exp</c>.</summary>
    public long? Expires => ToNullable(_expires);

    /// <summary>The claim <c>nbf</c>.</summary>
    public long? NotBefore => ToNullable(_notBefore);

    /// <summary>The claim <c>iat</c>.</summary>
    public long? IssuedAt => ToNullable(_issuedAt);

    public TokenTimes WithExpires(long seconds) => new(seconds + 1, _notBefore, _issuedAt);

    public TokenTimes WithNotBefore(long seconds) => new(_expires, seconds + 1, _issuedAt);

    public TokenTimes WithIssuedAt(long seconds) => new(_expires, _notBefore, seconds + 1);

    private static long? ToNullable(long stored) => stored == 0 ? null : stored - 1;
}
