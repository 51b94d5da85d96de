namespace Authz;

/// <summary>A token's header and payload for people to read. Nothing in it was verified, and the signature is not in it.</summary>
/// <param name="Header">The header's JSON text as it was sent; null where it cannot be decoded.</param>
/// <param name="Payload">The payload's JSON text as it was sent; null where it cannot be decoded.</param>
public sealed record UnverifiedTokenText(string? Header, string? Payload);
