using Authz.Tokens;

namespace Authz.Verifiers;

/// <summary>A signature, right or wrong, over a digest.</summary>
internal sealed record SignatureCase(JwsAlgorithm Algorithm, byte[] Digest, byte[] Signature, bool IsValid);
