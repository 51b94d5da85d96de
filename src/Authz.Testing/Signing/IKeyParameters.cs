using System.Text.Json.Nodes;

namespace Authz.Testing.Signing;

/// <summary>
/// A private key as parameters, imported for each signature: the platform's key objects are not safe for concurrent use.
/// </summary>
internal interface IKeyParameters
{
    /// <summary>The required public members in lexicographic order, as a thumbprint wants them (RFC 7638 section 3).</summary>
    public JsonObject CreatePublicJwk();

    /// <summary>The public members and the private ones (RFC 7518 sections 6.2.2 and 6.3.2).</summary>
    public JsonObject CreatePrivateJwk();

    public byte[] Sign(byte[] data);
}
