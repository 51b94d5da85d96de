namespace Authz.Server.Issuer.Login;

/// <summary>What a code stands for: who signed in, and which client may have which tokens for it.</summary>
internal sealed record CodeGrant
{
    public required string ClientId { get; init; }

    public required string RedirectUri { get; init; }

    public required string Challenge { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset SignedInAt { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyList<string> Audience { get; init; }

    public string? Nonce { get; init; }

    public string? Acr { get; init; }

    /// <summary>The thumbprint of the key that must prove itself for the tokens; null for none.</summary>
    public string? ProofKey { get; init; }
}
