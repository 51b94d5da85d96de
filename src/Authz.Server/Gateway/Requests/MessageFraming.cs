using System.Buffers;
using Authz.FoldedNames;

namespace Authz.Server.Gateway.Requests;

/// <summary>
/// Whether two programs could read a request's head differently (RFC 9112 section 6.1, RFC 9110 section 5.3). Heads that Kestrel refuses
/// itself, such as two hosts or two lengths, never come here.
/// </summary>
internal static class MessageFraming
{
    // If Kestrel prefers Transfer-Encoding to Content-Length, it keeps the latter under this name.
    private const string OverruledLength = "X-Content-Length";

    // The only coding that the gateway decodes. Kestrel looks at the last of a list, and at names in any case, as not every program does.
    private const string Chunked = "chunked";

    // All that most names consist of.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // RFC 9113 section 8.2.2 forbids them from HTTP/2 on; Kestrel refuses the others itself.
    private static readonly string[] s_connectionSpecific = ["Transfer-Encoding", "Keep-Alive", "Proxy-Connection", "Upgrade"];

    /// <summary>Whether the length of the body and the names of the headers have one reading.</summary>
    public static bool IsUnambiguous(HttpRequest request) => HasOneEnd(request) && HasPlainNames(request.Headers);

    /// <summary>Whether the requests of a connection follow one another, told apart by their framing alone.</summary>
    public static bool IsHttp1(HttpRequest request) =>
        HttpProtocol.IsHttp11(request.Protocol) || HttpProtocol.IsHttp10(request.Protocol);

    private static bool HasOneEnd(HttpRequest request)
    {
        IHeaderDictionary headers = request.Headers;
        return IsHttp1(request)
            ? !headers.ContainsKey(OverruledLength)
                && (headers.TransferEncoding.Count == 0
                    || (headers.TransferEncoding is [Chunked] && HttpProtocol.IsHttp11(request.Protocol)))
            : !Array.Exists(s_connectionSpecific, headers.ContainsKey);
    }

    // Kestrel takes octets into names that RFC 9110 section 5.6.2 does not allow there.
    private static bool HasPlainNames(IHeaderDictionary headers)
    {
        // Kestrel makes a list of the names for whoever asks for them.
        foreach ((string name, _) in headers)
        {
            if (name.AsSpan().ContainsAnyExcept(s_plain) && (!RfcText.IsToken(name) || IsTakenForFraming(name)))
            {
                return false;
            }
        }

        return true;
    }

    // Other characters than a hyphen, such as in Content_Length: a backend that folds them would see a length that we do not.
    private static bool IsTakenForFraming(string name) =>
        HeaderSpelling.AreSame(name, "Content-Length") || HeaderSpelling.AreSame(name, "Transfer-Encoding");

    /// <summary>Whether a backend gets one set of credentials. Those of an open route are not checked but must not be ambiguous.</summary>
    public static bool HasOneCredential(IHeaderDictionary headers) => headers.Authorization.Count <= 1;
}
