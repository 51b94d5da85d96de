using System.Text;
using System.Text.Json;

namespace Authz.Tests.Properties;

/// <summary>Which strictness rules a token's header breaks.</summary>
internal static class HeaderStrictness
{
    // UTF-8 as it is written, with its quotation marks.
    private const int LongestText = 258;

    public static IEnumerable<BrokenRule> BrokenBy(JsonElement header, DifferentialDefinition definition) =>
        header.EnumerateObject().SelectMany(BrokenByMember)
            .Concat(BrokenByKey(Text(header, "kid"), Text(header, "alg"), definition))
            .Concat(BrokenByThumbprint(header));

    private static IEnumerable<BrokenRule> BrokenByMember(JsonProperty member)
    {
        string? text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
        switch (member.Name)
        {
            case "crit" or "b64" or "zip":
                yield return new BrokenRule(StrictnessRule.PlainHeader, RefusalReason.CriticalHeader);
                break;
            case "iss" or "sub" or "aud":
                yield return new BrokenRule(StrictnessRule.PlainHeader, RefusalReason.TokenMalformed);
                break;
            case "alg" or "kid" or "typ" or "cty" or "x5t" or "x5t#S256" when text is null:
                yield return new BrokenRule(StrictnessRule.ExactTypes, RefusalReason.TokenMalformed);
                break;
            case "alg" or "kid" or "typ" or "cty" when Encoding.UTF8.GetByteCount(member.Value.GetRawText()) > LongestText:
                yield return new BrokenRule(StrictnessRule.Bounds, RefusalReason.TokenTooLarge);
                break;
            case "cty" when text!.ToUpperInvariant() is "JWT" or "APPLICATION/JWT":
                yield return new BrokenRule(StrictnessRule.PlainHeader, RefusalReason.TokenMalformed);
                break;
        }
    }

    private static IEnumerable<BrokenRule> BrokenByKey(string? keyId, string? algorithm, DifferentialDefinition definition)
    {
        if (string.IsNullOrEmpty(keyId))
        {
            yield return new BrokenRule(StrictnessRule.NamedKey, RefusalReason.TokenMalformed);
        }
        else if (definition.Keys.FirstOrDefault(key => key.KeyId == keyId) is not { } named)
        {
            yield return new BrokenRule(StrictnessRule.NamedKey, RefusalReason.KeyUnknown);
        }
        else if (named.Algorithm != algorithm)
        {
            yield return new BrokenRule(StrictnessRule.BoundAlgorithm, RefusalReason.AlgorithmNotAllowed);
        }
    }

    // The published keys have none: a token that names one finds no key.
    private static IEnumerable<BrokenRule> BrokenByThumbprint(JsonElement header)
    {
        if (!header.TryGetProperty("kid", out _) && (Text(header, "x5t#S256") ?? Text(header, "x5t")) is not null)
        {
            yield return new BrokenRule(StrictnessRule.NamedKey, RefusalReason.KeyUnknown);
        }
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
