namespace Authz;

/// <summary>A token's header and payload for people to read. Nothing in it is verified, and the signature is left out.</summary>
/// <param name="Header">The header's JSON text as sent; null if it cannot be decoded.</param>
/// <param name="Payload">The payload's JSON text as sent; null if it cannot be decoded.</param>
public sealed record UnverifiedTokenText(string? Header, string? Payload);
