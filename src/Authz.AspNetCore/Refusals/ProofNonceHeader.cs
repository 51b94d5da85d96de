using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.Refusals;

/// <summary>The header by which a client gets a nonce for its next proof (RFC 9449 section 8.2).</summary>
internal static class ProofNonceHeader
{
    public const string Name = "DPoP-Nonce";

    /// <summary>Sets the header; null sets none.</summary>
    public static void Write(HttpResponse response, string? nonce)
    {
        if (nonce is not null)
        {
            response.Headers[Name] = nonce;
        }
    }
}
