using Authz.Server.Issuer.Login;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Issuer;

/// <summary>What a token says because of its grant; a form may add to it, or replace it.</summary>
/// <param name="ClientId">The claim <c>client_id</c>.</param>
/// <param name="Subject">The claim <c>sub</c>.</param>
/// <param name="Scope">The claim <c>scope</c>; null for none.</param>
/// <param name="Audience">The claim <c>aud</c>.</param>
internal sealed record TokenGrant(string ClientId, string Subject, string? Scope, IReadOnlyList<string> Audience)
{
    /// <summary>The login; null for a client that asks for itself.</summary>
    public CodeGrant? Login { get; private init; }

    /// <summary>A client that asks for itself (RFC 6749 section 4.4).</summary>
    public static TokenGrant OfClient(string client, IFormCollection form) =>
        new(client, client, form["scope"] is [{ } scope] ? scope : null, [.. form["audience"].Concat(form["resource"]).OfType<string>()]);

    /// <summary>A user who signed in; of the audience only what the form names as resource, if any (RFC 8707 section 2.2).</summary>
    public static TokenGrant OfLogin(CodeGrant login, StringValues resources) => new(
        login.ClientId,
        login.Subject,
        login.Scopes.Count == 0 ? null : string.Join(' ', login.Scopes),
        resources.Count == 0 ? login.Audience : [.. resources.OfType<string>()])
    {
        Login = login,
    };
}
