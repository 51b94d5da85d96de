using System.Text;
using Authz.Claims;
using Authz.Json;
using Authz.Tokens;

namespace Authz.Conditions;

/// <summary>Whether the user was authenticated well and recently enough (RFC 9470 section 5).</summary>
internal sealed class StepUpCheck
{
    private static readonly ClaimPath s_acr = ClaimPath.Parse(ConditionKeys.Level);
    private static readonly ClaimPath s_authTime = ClaimPath.Parse(ConditionKeys.AuthenticatedAt);

    private readonly byte[][] _acrValues;
    private readonly long? _maximumAge;
    private readonly int _acr;
    private readonly int _authTime;

    /// <param name="stepUp">The step-up.</param>
    /// <param name="slotOf">The places of the claims among those that are noted.</param>
    public StepUpCheck(StepUpDefinition stepUp, Func<ClaimPath, int> slotOf)
    {
        _acrValues = [.. stepUp.AcrValues.Select(Encoding.UTF8.GetBytes)];
        _maximumAge = (long?)stepUp.MaxAge?.TotalSeconds;
        _acr = slotOf(s_acr);
        _authTime = slotOf(s_authTime);
    }

    /// <summary>The claims that a step-up reads; none without one.</summary>
    public static IEnumerable<ClaimPath> ClaimsOf(StepUpDefinition? stepUp) => stepUp is null ? [] : [s_acr, s_authTime];

    public bool IsMetBy(scoped in ConditionSubject subject) =>
        (_acrValues.Length == 0 || HasLevel(subject.Payload, subject.Claims[_acr]))
        && (_maximumAge is not { } age || IsRecent(subject.Payload, subject.Claims[_authTime], subject.Now, age));

    // RFC 9068 section 2.2.1: acr is one string.
    private bool HasLevel(ReadOnlySpan<byte> payload, ClaimSlot acr)
    {
        foreach (byte[] value in acr.Kind == JsonTokenKind.String ? _acrValues : [])
        {
            if (JsonText.Equals(acr.In(payload), acr.IsEscaped, value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRecent(ReadOnlySpan<byte> payload, ClaimSlot authTime, long now, long maximumAge) =>
        authTime.Kind == JsonTokenKind.Number
        && NumericDate.TryRead(authTime.In(payload), out long seconds, out bool hasFraction)
        && now - seconds <= maximumAge
        && (hasFraction ? seconds + 1 : seconds) <= now;
}
