namespace Authz.Server.Gateway.Requests;

/// <summary>
/// Whether two programs could read a request's head differently (RFC 9112 section 6.1, RFC 9110 section 5.3). What Kestrel refuses
/// itself, such as two hosts or two lengths, never comes here.
/// </summary>
internal static class MessageFraming
{
    // Where Kestrel decides for Transfer-Encoding against Content-Length, it keeps the latter under this name.
    private const string OverruledLength = "X-Content-Length";

    /// <summary>Whether the length of the body has one reading.</summary>
    public static bool IsUnambiguous(IHeaderDictionary headers) =>
        !headers.ContainsKey(OverruledLength) && headers.TransferEncoding is not { Count: > 1 };

    /// <summary>Whether a backend finds one set of credentials. An open route's are not looked at, and still must not be guessed.</summary>
    public static bool HasOneCredential(IHeaderDictionary headers) => headers.Authorization.Count <= 1;
}
