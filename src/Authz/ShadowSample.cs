namespace Authz;

/// <summary>A token that two definitions decide differently, without anything in it but who issued it and with which key.</summary>
/// <param name="Issuer">The claim <c>iss</c>, at most 256 characters of it; null if the request has no readable token, or that has none.</param>
/// <param name="KeyId">The <c>kid</c>; null if there is none.</param>
/// <param name="IsVerified">Whether one of the definitions accepted the token. If not, both texts are anyone's.</param>
public readonly record struct ShadowSample(string? Issuer, string? KeyId, bool IsVerified);
