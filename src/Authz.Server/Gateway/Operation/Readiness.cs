using System.Text.Json.Serialization;

namespace Authz.Server.Gateway.Operation;

/// <summary>Whether the gateway should be sent requests.</summary>
/// <param name="IsReady">Whether it should.</param>
/// <param name="IssuersWithoutKeys">The issuers whose tokens cannot be decided now.</param>
/// <param name="IsDefinitionRefused">Whether the definition's file has changed and an earlier state of it is in force.</param>
internal sealed record Readiness(bool IsReady, IReadOnlyList<string> IssuersWithoutKeys, bool IsDefinitionRefused)
{
    /// <summary>The lists of revoked tokens, shown and not judged: every replica lacks the same store.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RevocationStatus>? Revocations { get; init; }

    /// <summary>The fleet, shown and not judged.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FleetStatus? Fleet { get; init; }

    /// <summary>
    /// Not while it drains, and not while it has no issuer's keys. One issuer's outage must not take every gateway out of service, for
    /// the others' tokens and open routes are served all the same; nor must a mistake in a file.
    /// </summary>
    public static Readiness Of(IReadOnlyList<IssuerKeyStatus> issuers, bool isDefinitionRefused, bool isDraining)
    {
        string[] lacking = [.. issuers.Where(issuer => !issuer.IsUsable).Select(issuer => issuer.Issuer)];
        return new Readiness(!isDraining && (issuers.Count == 0 || lacking.Length < issuers.Count), lacking, isDefinitionRefused);
    }
}
