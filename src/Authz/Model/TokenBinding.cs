namespace Authz;

/// <summary>
/// How a token must be bound to its sender, so that nobody else can use it: by a key that signs a proof for each request (DPoP,
/// RFC 9449), by the client certificate of the connection (RFC 8705), or both. The token's <c>cnf</c> decides what must be proven.
/// </summary>
public sealed record TokenBinding
{
    /// <summary>The default of <see cref="MaximumProofAge"/>.</summary>
    public static readonly TimeSpan DefaultMaximumProofAge = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Tokens bound to a key (<c>cnf.jkt</c>), each request with a proof. Accepted ones come in <c>Authorization: DPoP TOKEN</c>, never as
    /// <c>Bearer</c>.
    /// </summary>
    /// <value>The default is <see cref="TokenBindingRule.Refused"/>.</value>
    public TokenBindingRule Dpop { get; init; }

    /// <summary>Tokens bound to a client certificate (<c>cnf.x5t#S256</c>).</summary>
    /// <value>The default is <see cref="TokenBindingRule.Refused"/>.</value>
    public TokenBindingRule MutualTls { get; init; }

    /// <summary>Whether a proof must bear a nonce that the server gave out (RFC 9449 section 9).</summary>
    /// <value>The default is false.</value>
    public bool Nonce { get; init; }

    /// <summary>How old a proof may be by its <c>iat</c>: 1 to 300 seconds. It may also lie 5 seconds in the future.</summary>
    /// <value>The default is <see cref="DefaultMaximumProofAge"/>.</value>
    public TimeSpan MaximumProofAge { get; init; } = DefaultMaximumProofAge;

    /// <summary>
    /// The public origins that a proof's <c>htu</c> may name, such as <c>https://api.example.com</c>: where clients reach the API, whatever
    /// stands in front of it. At least one if proofs are accepted; a request's <c>Host</c> is never asked.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> Origins { get; init; } = [];
}
