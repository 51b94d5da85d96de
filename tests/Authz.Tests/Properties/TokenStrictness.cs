using System.Buffers.Text;
using System.Text.Json;

namespace Authz.Tests.Properties;

/// <summary>
/// Which strictness rules a token breaks, read from the token by the platform's parsers: a refusal of ours is excused by what the token
/// is, never by how it was made.
/// </summary>
internal static class TokenStrictness
{
    private const int LongestHeader = 2_048;

    public static IEnumerable<BrokenRule> BrokenBy(string token, DifferentialDefinition definition)
    {
        if (token.Length > (definition.Mode == CompatibilityMode.Aws ? 10_240 : 8_192))
        {
            yield return new BrokenRule(StrictnessRule.Bounds, RefusalReason.TokenTooLarge);
        }

        byte[]?[] parts = [.. token.Split('.').Select(Decode)];
        if (parts is not [{ } header, { } payload, { }])
        {
            yield return new BrokenRule(StrictnessRule.OneSpelling, RefusalReason.TokenMalformed);
            yield break;
        }

        if (header.Length > LongestHeader)
        {
            yield return new BrokenRule(StrictnessRule.Bounds, RefusalReason.TokenTooLarge);
        }

        IEnumerable<BrokenRule> broken = BrokenBy(header, json => HeaderStrictness.BrokenBy(json, definition))
            .Concat(BrokenBy(payload, json => PayloadStrictness.BrokenBy(json, definition)));
        foreach (BrokenRule rule in broken)
        {
            yield return rule;
        }
    }

    private static IEnumerable<BrokenRule> BrokenBy(byte[] text, Func<JsonElement, IEnumerable<BrokenRule>> read) =>
        JsonStrictness.Parse(text) is not { } json ? [new BrokenRule(StrictnessRule.OneReading, RefusalReason.TokenMalformed)]
        : json.ValueKind != JsonValueKind.Object ? []
        : JsonStrictness.BrokenBy(json).Concat(read(json));

    // Null unless the text is the only spelling of its bytes.
    private static byte[]? Decode(string text)
    {
        try
        {
            byte[] bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
