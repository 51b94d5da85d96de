using System.Globalization;
using Authz.Testing;

namespace Authz.Tests.Properties;

/// <summary>Everything that generated tokens are changed by.</summary>
internal static class TokenMutations
{
    private static readonly string[] s_names = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "client_id", "scope", "scp", "cnf", "x"];
    private static readonly string[] s_values =
        ["\"a\"", "\"\"", "1", "1.5", "-1", "true", "null", "[]", "[\"a\"]", "{}", "[1]", "[\"pets-api\",null]", "1e400", "1800000000"];

    public static readonly TokenMutation[] All =
    [
        new("other key of the same name", StrictnessRule.None, draft => draft.Signer = TestKeys.For(draft.Signer.Algorithm, another: 666)),
        new(
            "key of another algorithm", StrictnessRule.BoundAlgorithm,
            draft => draft.Signer = TestKeys.For(draft.Pick([.. SigningKey.SupportedAlgorithms]))),
        new(
            "alg changed", StrictnessRule.BoundAlgorithm, draft => draft.SetHeader(
                "alg", draft.Pick("\"RS256\"", "\"PS256\"", "\"ES256\"", "\"none\"", "\"HS256\"", "\"es256\"", "1", "null"))),
        new("alg removed", StrictnessRule.None, draft => draft.SetHeader("alg", null)),
        new(
            "kid changed", StrictnessRule.NamedKey,
            draft => draft.SetHeader("kid", draft.Pick("\"unknown\"", "\"\"", "\"es256\"", "\"ES384\"", "1", "null"))),
        new("kid removed", StrictnessRule.NamedKey, draft => draft.SetHeader("kid", null)),
        new("typ changed", StrictnessRule.ExactTypes, draft => draft.SetHeader("typ", draft.Pick("\"at+jwt\"", "\"\"", "1", "null"))),
        new(
            "refused header member", StrictnessRule.PlainHeader, draft => draft.SetHeader(
                draft.Pick("crit", "b64", "zip", "jku", "jwk", "x5u", "x5c", "cty", "iss", "sub", "aud"),
                draft.Pick("\"JWT\"", "[]", "{}", "true", "\"DEF\"", "[\"b64\"]"))),
        new(
            "ignored header member", StrictnessRule.ExactTypes,
            draft => draft.SetHeader(draft.Pick("x5t", "x5t#S256", "nonce", "Alg"), draft.Pick("\"a\"", "1", "{}"))),
        new("claim removed", StrictnessRule.ExactTypes, draft => draft.SetClaim(draft.Pick(s_names), null)),
        new("claim of any type", StrictnessRule.ExactTypes, draft => draft.SetClaim(draft.Pick(s_names), draft.Pick(s_values))),
        new(
            "issuer nearly equal", StrictnessRule.None, draft => draft.SetClaim(
                "iss", draft.Pick(
                    "\"https://issuer.example/\"", "\"HTTPS://issuer.example\"", "\"https:\\/\\/issuer.example\"",
                    "\"https://issuer.example \""))),
        new(
            "audience nearly equal", StrictnessRule.ExactTypes, draft => draft.SetClaim(
                "aud", draft.Pick(
                    "\"pets-api/\"", "\"Pets-api\"", "[\"x\",\"pets-api\"]", "[\"pets-api\"]", "\"p\\u0065ts-api\"", "[\"pets-api\",\"\"]",
                    "\"other\""))),
        new("client_id in place of aud", StrictnessRule.None, draft =>
        {
            draft.SetClaim("aud", null);
            draft.SetClaim("client_id", draft.Pick("\"pets-api\"", "\"x\""));
        }),
        new("exp moved", StrictnessRule.ExactTimes, draft => draft.SetClaim("exp", Moved(draft))),
        new("nbf moved", StrictnessRule.ExactTimes, draft => draft.SetClaim("nbf", Moved(draft))),
        new("iat moved", StrictnessRule.ExactTimes, draft => draft.SetClaim("iat", Moved(draft))),
        new("bound to a key", StrictnessRule.NoConfirmation, draft => draft.SetClaim("cnf", "{\"jkt\":\"a\"}")),
        new(
            "name twice in the payload", StrictnessRule.OneReading,
            draft => draft.Claims.Add(draft.Claims[draft.Random.Next(draft.Claims.Count)])),
        new(
            "name twice in the header", StrictnessRule.OneReading,
            draft => draft.Header.Add(draft.Header[draft.Random.Next(draft.Header.Count)])),
        new(
            "text around the payload", StrictnessRule.OneReading,
            draft => draft.ChangePayload = text => draft.Pick(" ", "\n", "\uFEFF", "[", "") + text + draft.Pick("", " ", "x", "{}", "\0")),
        new(
            "text around the header", StrictnessRule.OneReading,
            draft => draft.ChangeHeader = text => draft.Pick(" ", "\uFEFF", "") + text + draft.Pick("", " ", "x", ",")),
        new("character of the payload changed", StrictnessRule.OneReading, draft => draft.ChangePayload = text => Replace(draft, text)),
        new("character of the header changed", StrictnessRule.OneReading, draft => draft.ChangeHeader = text => Replace(draft, text)),
        new("character of the token changed", StrictnessRule.OneSpelling, draft => draft.ChangeToken = text => Replace(draft, text)),
        new(
            "characters of the token added", StrictnessRule.OneSpelling, draft => draft.ChangeToken = text => text.Insert(
                draft.Random.Next(text.Length + 1), draft.Pick("=", "==", ".", " ", "\n", "A", "-", "+", "%", "..", ".AA"))),
        new("token cut off", StrictnessRule.OneSpelling, draft => draft.ChangeToken = text => text[..draft.Random.Next(text.Length)]),
        new(
            "last bits changed", StrictnessRule.OneSpelling,
            draft => draft.ChangeToken = text => text[..^1] + draft.Pick('A', 'B', 'Q', 'g', 'w', '_')),
        new("deep value", StrictnessRule.Bounds, draft => draft.SetClaim("x", Nest(draft.Pick(3, 14, 15, 16, 30)))),
        new("many claims", StrictnessRule.Bounds, draft => Repeat(draft.Pick(100, 240, 260), index => draft.SetClaim($"c{index}", "1"))),
        new(
            "many audiences", StrictnessRule.Bounds,
            draft => draft.SetClaim("aud", $"[{string.Join(',', Enumerable.Repeat("\"pets-api\"", draft.Pick(2, 64, 65)))}]")),
        new("long kid", StrictnessRule.Bounds, draft => draft.SetHeader("kid", $"\"{new string('a', draft.Pick(10, 256, 257))}\"")),
    ];

    private static string Moved(TokenDraft draft)
    {
        int offset = draft.Pick(-3600, -301, -300, -61, -60, -59, -1, 0, 1, 59, 60, 61, 300, 301, 3600);
        return (TestApi.Now + offset).ToString(CultureInfo.InvariantCulture) + draft.Pick("", "", "", ".0", ".5", "e0");
    }

    private static string Replace(TokenDraft draft, string text)
    {
        int at = draft.Random.Next(text.Length);
        return text[..at] + draft.Pick('A', 'z', '0', '"', '{', ',', '.', ' ', '\\', '-', '_', '\u00e9') + text[(at + 1)..];
    }

    private static string Nest(int depth) => new string('[', depth) + new string(']', depth);

    private static void Repeat(int count, Action<int> action)
    {
        for (int index = 0; index < count; index++)
        {
            action(index);
        }
    }
}
