using Authz.AspNetCore.Definitions;

namespace Authz.Server.Proxies;

/// <summary>
/// The field <c>Client-Cert</c> (RFC 9440 section 2.2): the certificate's DER form as one byte sequence of structured fields, base64
/// between colons, without parameters.
/// </summary>
internal static class ClientCertField
{
    /// <summary>The thumbprint of the certificate; null if the value is not exactly one.</summary>
    public static string? ReadThumbprint(string value) =>
        value is [':', .. var base64, ':'] && StrictBase64.TryDecode(base64, out byte[] der)
            ? ClientCertificate.ThumbprintOf(der)
            : null;
}
