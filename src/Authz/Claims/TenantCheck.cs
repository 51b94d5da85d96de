using System.Text;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Claims;

/// <summary>
/// Compares the tenant in <c>tid</c> with the one in <c>iss</c>, so that neither can say something else than the other to whoever reads
/// one of them.
/// </summary>
internal sealed class TenantCheck(string tenant)
{
    private static readonly ClaimPath s_claim = ClaimPath.Parse("tid");

    private readonly byte[] _tenant = Encoding.UTF8.GetBytes(tenant);

    public bool IsMetBy(scoped in VerifiedPayload payload, out RefusalReason reason)
    {
        ClaimSlot slot = s_claim.Find(payload.Text);
        reason = !slot.IsPresent ? RefusalReason.ClaimMissing
            : slot.Kind != JsonTokenKind.String ? RefusalReason.ClaimMalformed
            : RefusalReason.IssuerMismatch;
        return slot.Kind == JsonTokenKind.String && JsonText.Equals(slot.In(payload.Text), slot.IsEscaped, _tenant);
    }
}
