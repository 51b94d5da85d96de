using System.Security.Cryptography;
using Authz.Keys.Reading;
using Authz.Signatures;
using Authz.Tokens;

namespace Authz.Binding;

/// <summary>A key that signs proofs, ready to verify them, and the header under which it came: nearly all proofs of a key have the same.</summary>
internal sealed class ProofKey
{
    private readonly byte[] _header;
    private readonly SignatureVerifier _verifier;

    private ProofKey(Thumbprint thumbprint, JwsAlgorithm algorithm, SignatureVerifier verifier, byte[] header)
    {
        Thumbprint = thumbprint;
        Algorithm = algorithm;
        _verifier = verifier;
        _header = header;
    }

    public Thumbprint Thumbprint { get; }

    public JwsAlgorithm Algorithm { get; }

    /// <summary>Reads a key by the rules of all keys; null if it is not sound, or not for this algorithm.</summary>
    /// <param name="jwk">The proof's <c>jwk</c>.</param>
    /// <param name="thumbprint">Its thumbprint, of the members as they are written.</param>
    /// <param name="algorithm">The proof's algorithm.</param>
    /// <param name="header">The proof's header, encoded.</param>
    public static ProofKey? Create(ReadOnlySpan<byte> jwk, Thumbprint thumbprint, JwsAlgorithm algorithm, ReadOnlySpan<byte> header)
    {
        // The thumbprint is also that of the key's numbers in full length: another spelling of them is not accepted here.
        if (JwkReader.Read(jwk, out _).PublicKey is not { } key
            || !key.Algorithms.Contains(algorithm)
            || key.Thumbprint != thumbprint.ToString())
        {
            return null;
        }

        // The one platform call that says by an exception that a point is not on its curve. Only a token that an issuer has bound to such
        // a key leads here.
        try
        {
            return new ProofKey(thumbprint, algorithm, key.GetVerifier(), header.ToArray());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether a proof's header is this key's, character by character.</summary>
    public bool HasHeader(ReadOnlySpan<byte> encoded) => encoded.SequenceEqual(_header);

    public bool Verify(ReadOnlySpan<byte> signingInput, ReadOnlySpan<byte> signature) =>
        _verifier.Verify(Algorithm, signingInput, signature);
}
