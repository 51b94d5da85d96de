using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Tests.Signatures.OpenSsl;

/// <summary>Asks for kept contexts, which there are on Linux with OpenSSL 3, unless the platform's calls are wanted.</summary>
internal static class ContextRequirement
{
    public static void Require(JwsAlgorithm algorithm)
    {
        ContextStatus status = ContextSupport.TryProve(algorithm);
        Requirement.Require(status == ContextStatus.Kept, $"signatures are verified by the platform's own calls ({status.ToCode()})");
    }
}
