using System.Security.Cryptography;

namespace Authz.Testing.Signing;

/// <summary>A curve and its name in a JWK (RFC 7518 section 6.2.1.1).</summary>
internal sealed record NamedCurve(string Name, ECCurve Curve);
