using System.Globalization;

namespace Authz.Tests.Attacks;

/// <summary>
/// D1, D3, D4, D6, D8, D10: validly signed tokens whose claims must not pass. dgrijalva/jwt-go CVE-2020-26160, PyJWT CVE-2024-53861,
/// Zitadel GHSA-wxg7-w2v3-w38g, Authlib CVE-2025-59420.
/// </summary>
internal static class ClaimConfusions
{
    private static readonly string[] s_otherAudiences =
    [
        "\"x\"", "\"Pets-Api\"", "\"pets-api/\"", "\"pets-api \"", "\" pets-api\"", "\"pets-ap\"", "\"pets-apii\"", "\"pets-api,other\"",
        "\"pets-api other\"", "\"*\"", "\"pets-api\\u0000\"", "\"p\\u0435ts-api\"", "\"pets\\u2010api\"", "\"https://pets-api\"", "[\"x\"]",
        "[\"x\",\"y\"]", "[\"Pets-api\"]", "[\"pets-api \"]", "[\"pets-api,\"]", "\"[\\\"pets-api\\\"]\"", "\"pets-api\\n\"",
        "\"\\u202Epets-api\"", "[\"*\"]", "\"pets_api\"", "\"PETS-API\"",
    ];

    private static readonly string[] s_malformedAudiences =
    [
        "[]", "\"\"", "[\"\"]", "[\"pets-api\",\"\"]", "[1]", "[\"pets-api\",1]", "[null]", "[\"pets-api\",null]", "[[\"pets-api\"]]",
        "[\"pets-api\",[]]", "{\"pets-api\":1}", "[{\"aud\":\"pets-api\"}]", "null", "1", "true", "{}",
    ];

    private static readonly string[] s_otherIssuers =
    [
        "https://issuer.example/", "https://issuer.exampl", "https://issuer.example.attacker.example", "HTTPS://issuer.example",
        "https://Issuer.example", "https://ISSUER.EXAMPLE", "http://issuer.example", "https://issuer.example:443",
        "https://issuer.example@attacker.example", "https://attacker.example@issuer.example", "https://issuer.example#",
        "https://issuer.example?", "https://issuer.example/.", "https://issuer.example/..", "https://issuer%2Eexample",
        "https://issuer.example%00", "https://issuer.example\\u0000", "https://issuer.example ", " https://issuer.example",
        "https://issuer.example\\n", "\\thttps://issuer.example", "issuer.example", "//issuer.example", "https:issuer.example",
        "https:///issuer.example", "https://xn--issuer-example", "https://issuer\\u3002example", "https://issu\\u0435r.example",
        "https://issuer.example\\u200B", "\\uFEFFhttps://issuer.example", "https://issuer.example,https://attacker.example", "", "*",
        "https://*.example", "null",
    ];

    private static readonly string[] s_critical =
    [
        "\"crit\":[\"exp\"]", "\"crit\":[]", "\"crit\":\"exp\"", "\"crit\":[\"alg\"]", "\"crit\":[\"b64\"],\"b64\":true",
        "\"crit\":[\"b64\"],\"b64\":false", "\"b64\":false", "\"b64\":true", "\"crit\":[\"x\",\"x\"],\"x\":1", "\"crit\":[\"x\"],\"x\":1",
        "\"crit\":[1]", "\"crit\":null", "\"crit\":{}", "\"crit\":[\"http://example.invalid/UNDEFINED\"]", "\"\\u0063rit\":[\"exp\"]",
        "\"crit\":[\"kid\"]", "\"crit\":[\"\"]", "\"crit\":true", "\"crit\":[[\"exp\"]]", "\"crit\":[\"crit\"]",
    ];

    private static readonly string[] s_confirmations =
        [
            "{\"jkt\":\"a\"}", "{\"x5t#S256\":\"a\"}", "{\"jwk\":{}}", "{\"jku\":\"https://a.example\"}", "{\"kid\":\"a\"}",
            "{\"unknown\":1}", "{}", "null", "\"\"", "[]",
        ];

    public static IEnumerable<AttackCase> Cases() =>
        Audiences().Concat(Issuers()).Concat(Times()).Concat(Headers()).Concat(Confirmations());

    private static IEnumerable<AttackCase> Audiences()
    {
        foreach (string audience in s_otherAudiences)
        {
            yield return Case("D3", $"aud is {audience}", Forged.Payload("aud", audience), RefusalReason.AudienceMismatch);
            yield return Case(
                "D3", $"aud is {audience}, client_id is ours", Forged.Payload("aud", $"{audience},\"client_id\":\"pets-api\""),
                RefusalReason.AudienceMismatch);
        }

        foreach (string audience in s_malformedAudiences)
        {
            yield return Case("D3", $"aud is {audience}", Forged.Payload("aud", audience), RefusalReason.ClaimMalformed);
            yield return Case(
                "D3", $"aud is {audience}, client_id is ours", Forged.Payload("aud", $"{audience},\"client_id\":\"pets-api\""),
                RefusalReason.ClaimMalformed);
        }

        yield return Case("D3", "neither aud nor client_id", Forged.PayloadWithout("aud"), RefusalReason.ClaimMissing);
        yield return Case("D3", "client_id of another", Forged.Payload("aud", "\"x\",\"client_id\":\"x\""), RefusalReason.AudienceMismatch);
        yield return Case(
            "D3", "neither aud nor client_id, but AUD", Forged.PayloadWithout("aud")[..^1] + ",\"AUD\":\"pets-api\"}",
            RefusalReason.ClaimMissing);
    }

    private static IEnumerable<AttackCase> Issuers()
    {
        foreach (string issuer in s_otherIssuers)
        {
            yield return Case("D4", $"iss is {issuer}", Forged.Payload("iss", $"\"{issuer}\""), RefusalReason.IssuerMismatch);
        }

        yield return Case(
            "D4", "iss is an array with ours", Forged.Payload("iss", $"[\"{TestApi.Issuer}\"]"), RefusalReason.ClaimMalformed);
        yield return Case(
            "D4", "iss is an array, ours second", Forged.Payload("iss", $"[\"https://attacker.example\",\"{TestApi.Issuer}\"]"),
            RefusalReason.ClaimMalformed);
        yield return Case("D4", "no iss", Forged.PayloadWithout("iss"), RefusalReason.ClaimMissing);
        yield return Case(
            "D4", "Iss in another case only", Forged.PayloadWithout("iss")[..^1] + $",\"Iss\":\"{TestApi.Issuer}\"}}",
            RefusalReason.ClaimMissing);
    }

    private static IEnumerable<AttackCase> Times()
    {
        yield return Case("D1", "no exp", Forged.PayloadWithout("exp"), RefusalReason.ClaimMissing);
        yield return Case("D1", "no times at all", Forged.PayloadWithout("exp", "nbf", "iat"), RefusalReason.ClaimMissing);
        yield return Case(
            "D1", "EXP in capitals only", Forged.PayloadWithout("exp")[..^1] + ",\"EXP\":1800003600}", RefusalReason.ClaimMissing);
        foreach (long ago in new long[] { 60, 61, 3600, 86_400, 31_536_000, TestApi.Now })
        {
            yield return Case(
                "D1", $"expired {ago} seconds ago", Forged.Payload("exp", (TestApi.Now - ago).ToString(CultureInfo.InvariantCulture)),
                RefusalReason.TokenExpired);
        }

        yield return Case(
            "D1", "expired half a second ago, to the whole second", Forged.Payload("exp", $"{TestApi.Now - 60}.5"),
            RefusalReason.TokenExpired);
        foreach (string claim in new[] { "nbf", "iat" })
        {
            foreach (string ahead in new[] { "1800000061", "1800000060.5", "1800003601", "253402300799", "1.800000061e9" })
            {
                yield return Case("D8", $"{claim} is {ahead}", Forged.Payload(claim, ahead), RefusalReason.TokenNotYetValid);
            }
        }
    }

    private static IEnumerable<AttackCase> Headers() =>
        s_critical.Select(
            members => new AttackCase("D10", members, Forged.SignHeader(Forged.Header("," + members)), RefusalReason.CriticalHeader));

    private static IEnumerable<AttackCase> Confirmations() =>
        s_confirmations.Select(value => Case("D6", $"cnf is {value}", Forged.Payload("cnf", value), RefusalReason.ConfirmationUnsupported));

    private static AttackCase Case(string id, string description, string payload, RefusalReason expected) =>
        new(id, description, Forged.SignPayload(payload), expected);
}
