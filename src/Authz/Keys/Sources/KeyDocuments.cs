namespace Authz.Keys.Sources;

/// <summary>The documents that a key set was read from, as the issuer sent them.</summary>
/// <param name="Discovery">The discovery document; null if the key source has none.</param>
/// <param name="KeySet">The JWK set.</param>
internal sealed record KeyDocuments(byte[]? Discovery, byte[] KeySet);
