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
        new("other key of the same name", draft => draft.Signer = TestKeys.For(draft.Signer.Algorithm, another: 666)),
        new("key of another algorithm", draft => draft.Signer = TestKeys.For(draft.Pick([.. SigningKey.SupportedAlgorithms]))),
        new(
            "alg changed", draft => draft.SetHeader(
                "alg", draft.Pick("\"RS256\"", "\"PS256\"", "\"ES256\"", "\"none\"", "\"HS256\"", "\"es256\"", "1", "null"))),
        new("alg removed", draft => draft.SetHeader("alg", null)),
        new(
            "kid changed",
            draft => draft.SetHeader("kid", draft.Pick("\"unknown\"", "\"\"", "\"es256\"", "\"ES384\"", "1", "null"))),
        new("kid removed", draft => draft.SetHeader("kid", null)),
        new(
            "typ changed", draft => draft.SetHeader(
                "typ", draft.Pick(
                    "\"at+jwt\"", "\"AT+JWT\"", "\"application/at+jwt\"", "\"jwt\"", "\"at\\u002Bjwt\"", "\"\"", "1", "null"))),
        new(
            "refused header member", draft => draft.SetHeader(
                draft.Pick("crit", "b64", "zip", "jku", "jwk", "x5u", "x5c", "cty", "iss", "sub", "aud"),
                draft.Pick("\"JWT\"", "[]", "{}", "true", "\"DEF\"", "[\"b64\"]"))),
        new(
            "ignored header member",
            draft => draft.SetHeader(draft.Pick("x5t", "x5t#S256", "nonce", "Alg"), draft.Pick("\"a\"", "1", "{}"))),
        new("claim removed", draft => draft.SetClaim(draft.Pick(s_names), null)),
        new("claim of any type", draft => draft.SetClaim(draft.Pick(s_names), draft.Pick(s_values))),
        new(
            "issuer nearly equal", draft => draft.SetClaim(
                "iss", draft.Pick(
                    "\"https://issuer.example/\"", "\"HTTPS://issuer.example\"", "\"https:\\/\\/issuer.example\"",
                    "\"https://issuer.example \""))),
        new(
            "audience nearly equal", draft => draft.SetClaim(
                "aud", draft.Pick(
                    $"\"{draft.Audience}/\"", $"\"{draft.Audience.ToUpperInvariant()}\"", $"[\"y\",\"{draft.Audience}\"]",
                    $"[\"{draft.Audience}\"]", $"\"\\u{(int)draft.Audience[0]:x4}{draft.Audience[1..]}\"", $"[\"{draft.Audience}\",\"\"]",
                    "\"other\""))),
        new("client_id in place of aud", draft =>
        {
            draft.SetClaim("aud", null);
            draft.SetClaim("client_id", draft.Pick($"\"{draft.Audience}\"", "\"y\""));
        }),
        new("exp moved", draft => draft.SetClaim("exp", Moved(draft))),
        new("nbf moved", draft => draft.SetClaim("nbf", Moved(draft))),
        new("iat moved", draft => draft.SetClaim("iat", Moved(draft))),
        new("bound to a key", draft => draft.SetClaim("cnf", "{\"jkt\":\"a\"}")),
        new("name twice in the payload", draft => draft.Claims.Add(draft.Claims[draft.Random.Next(draft.Claims.Count)])),
        new("name twice in the header", draft => draft.Header.Add(draft.Header[draft.Random.Next(draft.Header.Count)])),
        new(
            "text around the payload",
            draft => draft.ChangePayload = text => draft.Pick(" ", "\n", "\uFEFF", "[", "") + text + draft.Pick("", " ", "x", "{}", "\0")),
        new(
            "text around the header",
            draft => draft.ChangeHeader = text => draft.Pick(" ", "\uFEFF", "") + text + draft.Pick("", " ", "x", ",")),
        new("character of the payload changed", draft => draft.ChangePayload = text => Replace(draft, text)),
        new("character of the header changed", draft => draft.ChangeHeader = text => Replace(draft, text)),
        new("character of the token changed", draft => draft.ChangeToken = text => Replace(draft, text)),
        new(
            "characters of the token added", draft => draft.ChangeToken = text => text.Insert(
                draft.Random.Next(text.Length + 1), draft.Pick("=", "==", ".", " ", "\n", "A", "-", "+", "%", "..", ".AA"))),
        new("token cut off", draft => draft.ChangeToken = text => text[..draft.Random.Next(text.Length)]),
        new(
            "last bits changed",
            draft => draft.ChangeToken = text => text[..^1] + draft.Pick('A', 'B', 'Q', 'g', 'w', '_')),
        new("deep value", draft => draft.SetClaim("x", Nest(draft.Pick(3, 14, 15, 16, 30)))),
        new("many claims", draft => Repeat(draft.Pick(100, 240, 260), index => draft.SetClaim($"c{index}", "1"))),
        new(
            "many audiences",
            draft => draft.SetClaim("aud", $"[{string.Join(',', Enumerable.Repeat($"\"{draft.Audience}\"", draft.Pick(2, 64, 65)))}]")),
        new("long kid", draft => draft.SetHeader("kid", $"\"{new string('a', draft.Pick(10, 256, 257))}\"")),
    ];

    private static string Moved(TokenDraft draft)
    {
        int skew = draft.Definition.Skew;
        int offset = draft.Pick(-3600, -skew - 1, -skew, 1 - skew, -1, 0, 1, skew - 1, skew, skew + 1, 3600);
        return (draft.Definition.Now + offset).ToString(CultureInfo.InvariantCulture) + draft.Pick("", "", "", ".0", ".5", "e0");
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
