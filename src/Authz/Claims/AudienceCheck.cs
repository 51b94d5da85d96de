using Authz.Json;
using Authz.Tokens;

namespace Authz.Claims;

/// <summary>Compares <c>aud</c>, or <c>client_id</c> in its absence, with the configured audiences.</summary>
internal static class AudienceCheck
{
    /// <summary>
    /// RFC 7519 section 4.1.3: one value of <c>aud</c> must be ours. <c>client_id</c> counts only if there is no <c>aud</c> (AWS).
    /// </summary>
    public static bool IsMet(scoped in VerifiedPayload payload, byte[][] audiences)
    {
        ClaimSlot slot = payload.Audience.IsPresent ? payload.Audience : payload.ClientId;
        var values = new ClaimStrings(payload.Text, slot);
        while (values.MoveNext())
        {
            foreach (byte[] audience in audiences)
            {
                if (JsonText.Equals(values.Raw, values.IsEscaped, audience))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
