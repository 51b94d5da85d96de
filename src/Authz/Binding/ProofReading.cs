using Authz.Json;
using Authz.Tokens;

namespace Authz.Binding;

/// <summary>A proof that was read strictly and not verified.</summary>
internal ref struct ProofReading
{
    public JwsParts Jws;

    /// <summary>The kept key whose header this is; null if the header was read.</summary>
    public ProofKey? Known;

    /// <summary>The header, if it was read.</summary>
    public ProofHeader Header;

    /// <summary>The thumbprint of the proof's key.</summary>
    public Thumbprint Thumbprint;

    public UnverifiedProof Claims;

    public ReadOnlySpan<byte> Signature;

    /// <summary>Reads a proof; on false <paramref name="fault"/> says why it is refused.</summary>
    /// <param name="characters">The proof's characters.</param>
    /// <param name="workspace">Memory for reading them.</param>
    /// <param name="known">A key whose header need not be read again; null for none.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="fault">Why the proof is refused.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> characters, scoped in ProofWorkspace workspace, ProofKey? known, out ProofReading proof, out ProofStatus fault)
    {
        proof = default;
        fault = ProofStatus.NotJwt;
        if (!JwsParts.TrySplit(characters, out proof.Jws))
        {
            return false;
        }

        if (known?.HasHeader(proof.Jws.Header) == true)
        {
            proof.Known = known;
            proof.Thumbprint = known.Thumbprint;
        }
        else if (!proof.TryReadHeader(workspace, out fault))
        {
            return false;
        }

        fault = ProofStatus.NotJwt;
        if (!StrictBase64Url.TryDecode(proof.Jws.Payload, workspace.Payload, out int payload)
            || !StrictBase64Url.TryDecode(proof.Jws.Signature, workspace.Signature, out int signature))
        {
            return false;
        }

        proof.Signature = workspace.Signature[..signature];
        return ProofClaimReader.TryRead(
            workspace.Payload[..payload], workspace.Names, workspace.Scratch, out proof.Claims, out fault);
    }

    private bool TryReadHeader(scoped in ProofWorkspace workspace, out ProofStatus fault)
    {
        fault = ProofStatus.NotJwt;
        if (StrictBase64Url.DecodedLength(Jws.Header.Length) > workspace.Header.Length
            || !StrictBase64Url.TryDecode(Jws.Header, workspace.Header, out int length))
        {
            return false;
        }

        fault = ProofHeader.Read(workspace.Header[..length], workspace.Names, out Header);
        if (fault == ProofStatus.Held && !ProofJwk.TryGetThumbprint(Header.Key, workspace.Names, out Thumbprint))
        {
            fault = ProofStatus.KeyNotUsable;
        }

        return fault == ProofStatus.Held;
    }
}

/// <summary>The stack memory in which a proof is read.</summary>
internal readonly ref struct ProofWorkspace
{
    /// <summary>How many names may be in scope while a part is read.</summary>
    public const int NameCount = JsonNameScopes.MaximumNames;

    public ProofWorkspace(Span<byte> memory, Span<ulong> names)
    {
        Header = memory[..ProofLimits.Header];
        Span<byte> rest = memory[ProofLimits.Header..];
        int part = rest.Length / 3;
        Payload = rest[..part];
        Signature = rest.Slice(part, part);
        Scratch = rest[(2 * part)..];
        Names = names;
    }

    public Span<byte> Header { get; }

    public Span<byte> Payload { get; }

    public Span<byte> Signature { get; }

    /// <summary>For unescaped claims.</summary>
    public Span<byte> Scratch { get; }

    public Span<ulong> Names { get; }

    /// <summary>The memory that a proof of this length needs: payload and signature may each be nearly all of it.</summary>
    public static int LengthFor(int proofLength) => ProofLimits.Header + (3 * StrictBase64Url.DecodedLength(proofLength));
}
