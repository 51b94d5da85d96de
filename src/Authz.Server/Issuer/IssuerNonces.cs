using System.Text;
using Authz.AspNetCore.Refusals;
using Authz.Binding;

namespace Authz.Server.Issuer;

/// <summary>The nonces of the dev issuer, if it wants them in proofs (RFC 9449 section 8).</summary>
internal sealed class IssuerNonces(bool areWanted, TimeProvider timeProvider)
{
    private readonly ProofNonces _nonces = new(timeProvider);

    /// <summary>Whether a proof's nonce will do; else the answer gets one that will.</summary>
    public bool Accept(string nonce, HttpResponse response)
    {
        if (!areWanted || _nonces.IsGood(Encoding.UTF8.GetBytes(nonce), timeProvider.GetUtcNow().ToUnixTimeSeconds(), out _))
        {
            return true;
        }

        ProofNonceHeader.Write(response, _nonces.Issue());
        return false;
    }
}
