using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore;

/// <summary>The verified token of a request.</summary>
public static class HttpContextExtensions
{
    /// <summary>The verified token of the request's user; null if the user has no such token.</summary>
    public static VerifiedToken? GetVerifiedToken(this HttpContext context) => Find(context)?.Token;

    /// <summary>
    /// The characters of the request's verified token, for use in requests to another service; null if the user has no such token.
    /// </summary>
    public static string? GetAccessToken(this HttpContext context) => Find(context)?.Text;

    private static TokenIdentity? Find(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.User.Identities.OfType<TokenIdentity>().FirstOrDefault();
    }
}
