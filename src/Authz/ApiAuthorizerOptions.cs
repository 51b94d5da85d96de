namespace Authz;

/// <summary>How the engine works, apart from the definition. No setting switches a check off.</summary>
public sealed record ApiAuthorizerOptions
{
    /// <summary>The clock behind every time comparison, timer and wait.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Sends the requests for discovery documents and key sets: for proxies and private trust roots. It must not follow redirects; the
    /// engine does not dispose it.
    /// </summary>
    /// <value>The default is null: the engine's own handler, without redirects, cookies or decompression.</value>
    public HttpMessageHandler? KeyFetchHandler { get; init; }

    /// <summary>Keeps the last good keys for the next start, such as a <see cref="FileKeySnapshotStore"/>.</summary>
    /// <value>The default is null: no snapshots.</value>
    public KeySnapshotStore? KeySnapshot { get; init; }

    /// <summary>The fleet that this process is a replica of; the engine does not dispose it.</summary>
    /// <value>The default is null: the process stands alone.</value>
    public Fleet? Fleet { get; init; }

    /// <summary>How many bytes of verified tokens to remember, so that each is verified once; 0 remembers no token.</summary>
    /// <value>The default is 64 MiB.</value>
    public long RememberedTokenBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>
    /// Whether the host runs Lambda authorizers itself. The engine's answer for their routes is then
    /// <see cref="RefusalReason.Undecided"/>, a refusal; otherwise a definition with such routes is refused.
    /// </summary>
    /// <value>The default is false.</value>
    public bool RunsLambdaAuthorizers { get; init; }

    /// <summary>
    /// Whether the host's requests have <see cref="AuthorizationRequest.SourceAddress"/>; otherwise a definition whose conditions ask for
    /// it is refused.
    /// </summary>
    /// <value>The default is false.</value>
    public bool SuppliesSourceAddress { get; init; }

    /// <summary>
    /// Whether the host's requests have <see cref="AuthorizationRequest.Stage"/>; otherwise a definition whose conditions ask for it is
    /// refused.
    /// </summary>
    /// <value>The default is false.</value>
    public bool SuppliesStage { get; init; }

    /// <summary>
    /// Whether the host reads which tools a request calls (<see cref="AuthorizationRequest.Tools"/>); otherwise a definition with
    /// <see cref="RouteDefinition.Tools"/> is refused, for a host that cannot see bodies cannot keep it.
    /// </summary>
    /// <value>The default is false.</value>
    public bool ReadsTools { get; init; }

    /// <summary>
    /// The page that explains the reasons, such as a copy of docs/reason-codes.md: challenges then name it with the reason's code as the
    /// fragment in <c>error_uri</c> (RFC 6750 section 3), outside the service's compatibility mode. Absolute, without a fragment.
    /// </summary>
    /// <value>The default is null: no <c>error_uri</c>.</value>
    public Uri? ErrorUri { get; init; }

    /// <exception cref="ArgumentException">The page for <c>error_uri</c> is not absolute, or has a fragment.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentOutOfRangeException.ThrowIfNegative(RememberedTokenBytes);
        if (ErrorUri is { IsAbsoluteUri: false } or { Fragment.Length: > 0 })
        {
            throw new ArgumentException("The page must be an absolute URI without a fragment.", nameof(ErrorUri));
        }
    }
}
