namespace Authz.Tokens;

/// <summary>
/// The time claims in whole seconds since 1970, fractions rounded so that the token is valid for less time, never for more.
/// </summary>
internal readonly record struct TokenTimes(long? Expires, long? NotBefore, long? IssuedAt);
