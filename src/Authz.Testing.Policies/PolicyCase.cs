using System.Text.Json.Nodes;

namespace Authz.Testing.Policies;

/// <summary>One case of a policy: a request, the token that it carries, and what must become of it.</summary>
public sealed record PolicyCase
{
    /// <summary>The case's name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The method of the request.</summary>
    public required string Method { get; init; }

    /// <summary>The target of the request.</summary>
    public required string Target { get; init; }

    /// <summary>
    /// Claims of a token minted for the case, over those of a token in order: <c>iss</c> and <c>aud</c> are the first that the route's
    /// authorizer accepts, and the token lives for an hour. A null leaves a claim out. With neither claims nor a token the request carries
    /// none.
    /// </summary>
    public JsonObject? Claims { get; init; }

    /// <summary>
    /// Header parameters of the minted token over the usual ones; a null leaves a parameter out, but for <c>alg</c> and <c>kid</c>.
    /// </summary>
    public JsonObject? Header { get; init; }

    /// <summary>A token to send as it is, in place of a minted one.</summary>
    public string? Token { get; init; }

    /// <summary>How long after the token was minted the request is sent.</summary>
    /// <value>The default is zero: at once.</value>
    public TimeSpan After { get; init; }

    /// <summary>What must become of the request.</summary>
    public required AuthorizationOutcome Outcome { get; init; }

    /// <summary>Why it must be refused; null if it must be allowed, or where the reason does not matter.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>The case's line in its file, from 1; 0 if it comes from no file.</summary>
    public int Line { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
