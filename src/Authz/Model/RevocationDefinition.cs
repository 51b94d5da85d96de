namespace Authz;

/// <summary>
/// Which tokens are refused before they expire, because they, their session or their user was revoked. The entries come from a file, from
/// the fleet's store, or from both.
/// </summary>
public sealed record RevocationDefinition
{
    /// <summary>The claims that entries can name: the default of <see cref="Claims"/>.</summary>
    public static readonly IReadOnlyList<string> AllClaims = ["jti", "sid", "sub"];

    /// <summary>The default of <see cref="MaximumStaleness"/>.</summary>
    public static readonly TimeSpan DefaultMaximumStaleness = TimeSpan.FromSeconds(60);

    /// <summary>The claims by which a token is looked for: <c>jti</c>, <c>sid</c>, <c>sub</c>.</summary>
    /// <value>The default is <see cref="AllClaims"/>.</value>
    public IReadOnlyList<string> Claims { get; init; } = AllClaims;

    /// <summary>
    /// For how long the entries may be relied on after the source was last known to be complete: 5 to 3,600 seconds. Silence is not
    /// absence: later than that nobody knows which tokens are revoked.
    /// </summary>
    /// <value>The default is <see cref="DefaultMaximumStaleness"/>.</value>
    public TimeSpan MaximumStaleness { get; init; } = DefaultMaximumStaleness;

    /// <summary>What becomes of a token if it cannot be told whether it is revoked.</summary>
    /// <value>The default is <see cref="RevocationFallback.Deny"/>.</value>
    public RevocationFallback OnUnavailable { get; init; }

    /// <summary>The path of a file of entries, looked at every second.</summary>
    /// <value>The default is null: the fleet's store alone.</value>
    public string? File { get; init; }
}
