using Authz.Credentials;
using Authz.Sharing;

namespace Authz.Binding;

/// <summary>Whether a request proves what its token is bound to. The token's <c>cnf</c> decides what must be proven.</summary>
internal sealed class BindingCheck
{
    private readonly TokenBinding _binding;
    private readonly ProofCheck _proofs;

    public BindingCheck(TokenBinding binding, ProofMemory memory)
    {
        _binding = binding;
        _proofs = new ProofCheck(binding, memory);
    }

    /// <summary>Whether tokens may come under the scheme <c>DPoP</c>.</summary>
    public bool AcceptsProofs => _binding.Dpop != TokenBindingRule.Refused;

    /// <summary>Whether tokens must come under the scheme <c>DPoP</c>.</summary>
    public bool RequiresProofs => _binding.Dpop == TokenBindingRule.Required;

    /// <inheritdoc cref="ProofCheck.LongestLife"/>
    public TimeSpan LongestLife => _proofs.LongestLife;

    /// <inheritdoc cref="ProofCheck.IssueNonce"/>
    public string IssueNonce() => _proofs.IssueNonce();

    /// <summary>Whether tokens that are bound in this way are accepted at all.</summary>
    public bool Accepts(Confirmation confirmation) =>
        (confirmation.Key is null || AcceptsProofs)
        && (confirmation.Certificate is null || _binding.MutualTls != TokenBindingRule.Refused);

    /// <summary>Judges a request with a verified token.</summary>
    /// <param name="request">The request.</param>
    /// <param name="token">The token's characters.</param>
    /// <param name="isDpop">Whether it came under the scheme <c>DPoP</c>.</param>
    /// <param name="confirmation">What it is bound to; null if it is a bearer token.</param>
    /// <param name="now">The wall clock in Unix seconds.</param>
    /// <param name="isTrial">Whether the proof stays unused, because the request is only explained.</param>
    public BindingVerdict Judge(
        in AuthorizationRequest request, TokenText token, bool isDpop, Confirmation? confirmation, long now, bool isTrial)
    {
        // RFC 9449 section 7.1: under DPoP only tokens that are bound to a key.
        if (confirmation?.Key is null && (isDpop || RequiresProofs))
        {
            return RefusalReason.ConfirmationMissing;
        }

        if (confirmation?.Certificate is null && _binding.MutualTls == TokenBindingRule.Required)
        {
            return RefusalReason.ConfirmationMissing;
        }

        if (confirmation?.Certificate is { } certificate && !IsThumbprint(request.ClientCertificateThumbprint, certificate))
        {
            return RefusalReason.CertificateMismatch;
        }

        return confirmation?.Key is { } key ? JudgeProof(request, token, isDpop, key, now, isTrial) : BindingVerdict.Met;
    }

    private BindingVerdict JudgeProof(
        in AuthorizationRequest request, TokenText token, bool isDpop, Thumbprint key, long now, bool isTrial)
    {
        // Section 7.2: a bound token that passed as a bearer token would be as good as an unbound one to a thief.
        bool isNonceAging = false;
        FleetProof? unshared = null;
        ProofStatus status = isDpop
            ? _proofs.Judge(request, token, key, now, isTrial, out isNonceAging, out unshared)
            : ProofStatus.SentAsBearer;
        return status == ProofStatus.Held
            ? BindingVerdict.Met with { IsNonceAging = isNonceAging, Unshared = unshared }
            : new BindingVerdict(ProofRules.Of(status).Reason, status);
    }

    // RFC 8705 section 3.1.
    private static bool IsThumbprint(string? text, Thumbprint certificate)
    {
        if (text is not { Length: Thumbprint.TextLength })
        {
            return false;
        }

        Span<byte> characters = stackalloc byte[Thumbprint.TextLength];
        return new TokenText(text, 0, text.Length).TryCopyTo(characters)
            && Thumbprint.TryParse(characters, out Thumbprint found)
            && found == certificate;
    }
}

/// <summary>The result of a <see cref="BindingCheck"/>. The zero value refuses.</summary>
/// <param name="Reason">Why the request is refused, if it is.</param>
/// <param name="Proof">The check that the proof did not hold; none for another fault.</param>
internal readonly record struct BindingVerdict(RefusalReason Reason, ProofStatus Proof = ProofStatus.Unproven)
{
    public static readonly BindingVerdict Met = new(RefusalReason.Undecided) { IsMet = true };

    public bool IsMet { get; init; }

    /// <summary>Whether the client should get another nonce.</summary>
    public bool IsNonceAging { get; init; }

    /// <summary>The proof that held here, if the fleet has yet to be asked about it.</summary>
    public FleetProof? Unshared { get; init; }

    public static implicit operator BindingVerdict(RefusalReason reason) => new(reason);
}
