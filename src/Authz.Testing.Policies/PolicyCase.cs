using System.Net;
using System.Text.Json.Nodes;

namespace Authz.Testing.Policies;

/// <summary>One case of a policy: a request, its token, and the expected decision.</summary>
public sealed record PolicyCase
{
    /// <summary>The case's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The method of the request.</summary>
    public required string Method { get; init; }

    /// <summary>The target of the request.</summary>
    public required string Target { get; init; }

    /// <summary>
    /// The tool of the Model Context Protocol that the request calls, by exact name, for a route with <see cref="RouteDefinition.Tools"/>.
    /// </summary>
    /// <value>The default is null: it calls none.</value>
    public string? Tool { get; init; }

    /// <summary>Headers of the request besides that of the token. One that has the token's name makes the request have two.</summary>
    /// <value>The default is null: none.</value>
    public IReadOnlyDictionary<string, string>? RequestHeaders { get; init; }

    /// <summary>The address that the request comes from.</summary>
    /// <value>The default is null: unknown, so that no condition on it holds.</value>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>
    /// Claims added to or changed in a valid token minted for the case: by default <c>iss</c> and <c>aud</c> are the first that the route's
    /// authorizer accepts, and the token is valid for an hour. A null removes a claim. Without claims and token the request carries
    /// no token.
    /// </summary>
    public JsonObject? Claims { get; init; }

    /// <summary>
    /// Header parameters of the minted token over the usual ones; a null leaves a parameter out, but for <c>alg</c> and <c>kid</c>.
    /// </summary>
    public JsonObject? Header { get; init; }

    /// <summary>
    /// Claims over those of a proof that is in order (RFC 9449): the minted token is then bound to the key that signs the proof, and comes
    /// under the scheme <c>DPoP</c>. A null leaves a claim out. Null for a bearer token.
    /// </summary>
    public JsonObject? Proof { get; init; }

    /// <summary>A token to send unchanged, instead of a minted one.</summary>
    public string? Token { get; init; }

    /// <summary>How long after the token was minted the request is sent.</summary>
    /// <value>The default is zero: at once.</value>
    public TimeSpan After { get; init; }

    /// <summary>The expected outcome.</summary>
    public required AuthorizationOutcome Outcome { get; init; }

    /// <summary>The expected reason; null if the request must be allowed, or if the reason does not matter.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>The case's line in its file, from 1; 0 if it was not read from a file.</summary>
    public int Line { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
