using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// The certificate with which a client made its connection, as tokens name it (RFC 8705 section 3.1). Whether it is to be trusted is the
/// server's work: here it only tells one client from another.
/// </summary>
internal static class ClientCertificate
{
    // A connection has one object for its certificate, and many requests.
    private static readonly ConditionalWeakTable<X509Certificate2, string> s_thumbprints = [];

    /// <summary>The SHA-256 thumbprint of the connection's certificate, base64url; null if it has none.</summary>
    public static string? FindThumbprint(HttpContext context) =>
        context.Features[typeof(ITlsConnectionFeature)] is ITlsConnectionFeature { ClientCertificate: { } certificate }
            ? s_thumbprints.GetValue(certificate, static shown => ThumbprintOf(shown.RawDataMemory.Span))
            : null;

    /// <summary>The SHA-256 thumbprint of a certificate, base64url.</summary>
    /// <param name="der">The certificate in DER form.</param>
    public static string ThumbprintOf(ReadOnlySpan<byte> der) => Base64Url.EncodeToString(SHA256.HashData(der));
}
