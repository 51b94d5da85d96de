namespace Authz.Tests.Properties;

/// <summary>A token that was minted in a schedule, and what the model needs to know of it.</summary>
internal sealed record ModelToken(string Text, string KeyId, long NotBefore, long Expires, string Audience, string Scope);
