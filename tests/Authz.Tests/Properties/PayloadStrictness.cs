using System.Text.Json;

namespace Authz.Tests.Properties;

/// <summary>Which strictness rules a token's claims break.</summary>
internal static class PayloadStrictness
{
    private const int MostAudiences = 64;
    private const decimal LastSecond = 253_402_300_799;

    public static IEnumerable<BrokenRule> BrokenBy(JsonElement payload, DifferentialDefinition definition) =>
        payload.EnumerateObject().SelectMany(claim => BrokenByClaim(claim, definition)).Concat(BrokenByTimes(payload, definition));

    private static IEnumerable<BrokenRule> BrokenByClaim(JsonProperty claim, DifferentialDefinition definition)
    {
        if (!IsOfItsType(claim))
        {
            yield return new BrokenRule(StrictnessRule.ExactTypes, RefusalReason.ClaimMalformed);
        }

        if (claim.Name == "aud" && claim.Value.ValueKind == JsonValueKind.Array && claim.Value.GetArrayLength() > MostAudiences)
        {
            yield return new BrokenRule(StrictnessRule.Bounds, RefusalReason.ClaimMalformed);
        }

        if (claim.Name == "cnf" && definition.Mode == CompatibilityMode.Standard)
        {
            yield return new BrokenRule(StrictnessRule.NoConfirmation, RefusalReason.ConfirmationUnsupported);
        }
    }

    // Fractions count against the token: it ends at the second before, and begins at the second after.
    private static IEnumerable<BrokenRule> BrokenByTimes(JsonElement payload, DifferentialDefinition definition)
    {
        decimal? expires = Time(payload, "exp") is { } exp ? Math.Floor(exp) : null;
        decimal? notBefore = Time(payload, "nbf") is { } nbf ? Math.Ceiling(nbf) : null;
        decimal? issuedAt = Time(payload, "iat") is { } iat ? Math.Ceiling(iat) : null;
        if (expires <= definition.Now - definition.Skew)
        {
            yield return new BrokenRule(StrictnessRule.ExactTimes, RefusalReason.TokenExpired);
        }

        decimal latest = definition.Now + definition.Skew;
        if (notBefore > latest || notBefore > expires || issuedAt > latest)
        {
            yield return new BrokenRule(StrictnessRule.ExactTimes, RefusalReason.TokenNotYetValid);
        }
    }

    private static bool IsOfItsType(JsonProperty claim) => claim.Name switch
    {
        "iss" or "sub" or "client_id" or "jti" => claim.Value.ValueKind == JsonValueKind.String,
        "aud" => IsText(claim.Value, isEmptyAllowed: false)
            || (AreTexts(claim.Value, isEmptyAllowed: false) && claim.Value.GetArrayLength() > 0),
        "scope" or "scp" => IsText(claim.Value, isEmptyAllowed: true) || AreTexts(claim.Value, isEmptyAllowed: true),
        "exp" or "nbf" or "iat" => Date(claim.Value) is not null,
        _ => true,
    };

    private static bool IsText(JsonElement value, bool isEmptyAllowed) =>
        value.ValueKind == JsonValueKind.String && (isEmptyAllowed || value.GetString()!.Length > 0);

    private static bool AreTexts(JsonElement value, bool isEmptyAllowed) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => IsText(item, isEmptyAllowed));

    private static decimal? Time(JsonElement payload, string name) =>
        payload.TryGetProperty(name, out JsonElement value) ? Date(value) : null;

    private static decimal? Date(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal date) && date <= LastSecond
            && !value.GetRawText().StartsWith('-') ? date : null;
}
