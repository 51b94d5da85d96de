using System.Text;
using System.Text.Json.Nodes;
using Authz.Testing;

namespace Authz.Server.Tests.Attacks.Binding;

/// <summary>A request with a proof to which up to three things happened, drawn at random.</summary>
internal sealed class MutatedProof
{
    private static readonly string[] s_targets = ["/pets", "/pets/7", "/a%20b", "/%C3%A4", "/~x/y.z", "/pets?a=b"];
    private static readonly string[] s_methods = ["GET", "POST", "DELETE"];

    private static readonly JsonNode?[] s_values =
    [
        null, true, 0, 1, -1, 1.5, 1e300, "", "x", "dpop+jwt", "GET", "https://api.example.com/pets", "ES256", "none", "HS256", "RS256",
        "EdDSA", "Ed25519", "Ed448", "X25519", "P-256", "OKP", "EC",
        new JsonArray(), new JsonArray("a", "b"), new JsonObject(), new JsonObject { ["a"] = 1 },
    ];

    private static readonly string[] s_names =
    [
        "jti", "htm", "htu", "iat", "ath", "nonce", "exp", "nbf", "iss", "aud", "sub", "cnf", "typ", "alg", "jwk", "kid", "cty", "x5c", "HTU", "other",
    ];

    private static readonly string[] s_jwkMembers = ["kty", "crv", "x", "y", "n", "e", "d", "p", "k", "use", "alg", "kid", "key_ops", "D"];

    private readonly Random _random;
    private readonly BoundClient[] _clients;
    private readonly List<string> _mutations = [];

    public MutatedProof(Random random, BoundClient[] clients)
    {
        _random = random;
        _clients = clients;
        BoundClient client = Pick(clients);
        Method = Pick(s_methods);
        Target = Pick(s_targets);
        Authorization = "DPoP " + client.Token;
        TestToken draft = client.Key.CreateProof(Method, BoundClient.Origin + Target.Split('?')[0], client.Token);
        draft.WithHeader("alg", client.Key.Algorithm);
        SigningKey signer = client.Key;
        Func<string, string> text = static one => one;
        Func<string, string> header = text;
        Func<string, string> payload = text;
        for (int left = random.Next(4); left > 0; left--)
        {
            switch (random.Next(9))
            {
                case 0: Change("header", draft.Header); break;
                case 1 or 2: Change("claim", draft.Claims); break;
                case 3: ChangeJwk(draft); break;
                case 4: ChangeTarget(draft); break;
                case 5: ChangeTime(draft); break;
                case 6: header = Then(header, ChangeJson("header text")); break;
                case 7: payload = Then(payload, ChangeJson("payload text")); break;
                default: signer = ChangeRequest(signer, ref text); break;
            }
        }

        Proof = text(CompactJws.Sign(header(draft.Header.ToJsonString()), payload(draft.Claims.ToJsonString()), signer));
    }

    public string Method { get; private set; }

    public string Target { get; private set; }

    public string Authorization { get; private set; }

    public string Proof { get; }

    public override string ToString() => $"{Method} {Target} after {string.Join(", ", _mutations)}: {Proof}";

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private static Func<string, string> Then(Func<string, string> first, Func<string, string> second) => text => second(first(text));

    private void Change(string what, JsonObject json)
    {
        string name = _random.Next(2) == 0 && json.Count > 0 ? json.ElementAt(_random.Next(json.Count)).Key : Pick(s_names);
        if (_random.Next(3) == 0)
        {
            json.Remove(name);
            _mutations.Add($"{what} {name} removed");
        }
        else
        {
            json[name] = Pick(s_values)?.DeepClone();
            _mutations.Add($"{what} {name} set");
        }
    }

    private void ChangeJwk(TestToken draft)
    {
        if (draft.Header["jwk"] is not JsonObject jwk)
        {
            return;
        }

        string name = Pick(s_jwkMembers);
        _mutations.Add($"jwk {name}");
        switch (_random.Next(4))
        {
            case 0:
                jwk.Remove(name);
                break;
            case 1 when jwk[name]?.GetValueKind() == System.Text.Json.JsonValueKind.String:
                jwk[name] = ChangeCharacter(jwk[name]!.GetValue<string>());
                break;
            case 2:
                draft.WithHeader("jwk", Pick(_clients).Key.CreateProof("GET", "x").Header["jwk"]!.DeepClone());
                break;
            default:
                jwk[name] = Pick(s_values)?.DeepClone();
                break;
        }
    }

    private void ChangeTarget(TestToken draft)
    {
        if (draft.Claims["htu"] is not JsonValue value || !value.TryGetValue(out string? url) || url.Length < 10)
        {
            return;
        }

        string[] changed =
        [
            url.ToUpperInvariant(), url.Replace("https", "HTTPS", StringComparison.Ordinal), url.Replace("api.example", "API.example", StringComparison.Ordinal),
            url + "?x=y", url + "#f", url + "/", url + " ", " " + url, url.Replace(".com", ".com:443", StringComparison.Ordinal),
            url.Replace(".com", ".com:8443", StringComparison.Ordinal), url.Replace(".com", ".com:", StringComparison.Ordinal),
            url.Replace(".com/", ".com/./", StringComparison.Ordinal), url.Replace(".com/", ".com/a/../", StringComparison.Ordinal),
            url.Replace(".com/", ".com//", StringComparison.Ordinal), url.Replace(".com/", ".com\\", StringComparison.Ordinal),
            url.Replace("https", "http", StringComparison.Ordinal), url.Replace("//", "//user@", StringComparison.Ordinal),
            url.Replace("e", "%65", StringComparison.Ordinal), url.Replace("%C3", "%c3", StringComparison.Ordinal), url.Replace("~", "%7E", StringComparison.Ordinal),
            url.Replace("%20", " ", StringComparison.Ordinal), url.Replace("%20", "+", StringComparison.Ordinal), url.Replace("/", "%2F", StringComparison.Ordinal),
            url.Replace(".com", ".com.", StringComparison.Ordinal), url.Replace(".com", ".com\t", StringComparison.Ordinal), url.Replace(".com/", ".com/%2e/", StringComparison.Ordinal),
        ];
        draft.Claims["htu"] = Pick(changed);
        _mutations.Add($"htu {draft.Claims["htu"]}");
    }

    // Not near an edge, where the clock would move between the two verdicts.
    private void ChangeTime(TestToken draft)
    {
        string name = Pick(["iat", "exp", "nbf"]);
        int offset = Pick([-600, -400, -280, -200, -90, -40, -10, 0, 15, 100, 280, 400]);
        long time = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + offset;
        draft.Claims[name] = Pick<JsonNode?>([time, time + 0.25, time.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        _mutations.Add($"{name} {offset}");
    }

    // Of the JSON text itself, so that there are two readings, other spellings and no JSON at all.
    private Func<string, string> ChangeJson(string what)
    {
        int kind = _random.Next(7);
        double place = _random.NextDouble();
        string name = Pick(s_names);
        _mutations.Add($"{what} {kind} {name}");
        return text =>
        {
            int at = 1 + (int)(place * (text.Length - 2));
            return kind switch
            {
                0 => text[..^1] + $",\"{name}\":\"x\"}}",
                1 => $"{{\"{name}\":\"x\"," + text[1..],
                2 => text.Insert(at, " "),
                3 => char.IsAsciiLetter(text[at]) ? text[..at] + $"\\u{(int)text[at]:x4}" + text[(at + 1)..] : text,
                4 => text.Remove(at, 1),
                5 => text + Pick([" ", "}", "x", "\0"]),
                _ => "\uFEFF" + text,
            };
        };
    }

    private SigningKey ChangeRequest(SigningKey signer, ref Func<string, string> text)
    {
        int kind = _random.Next(8);
        double place = _random.NextDouble();
        _mutations.Add($"request {kind}");
        switch (kind)
        {
            case 0: Method = Pick(s_methods); break;
            case 1: Target = Pick(s_targets); break;
            case 2: Authorization = "DPoP " + Pick(_clients).Token; break;
            case 3: Authorization = Authorization.Replace("DPoP ", Pick(["Bearer ", "dpop ", "Basic "]), StringComparison.Ordinal); break;
            case 4: return Pick(_clients).Key;
            case 5: text = Then(text, one => one.Length < 2 ? one : one.Remove((int)(place * (one.Length - 1)), 1)); break;
            case 6: text = Then(text, one => ChangeCharacter(one)); break;
            default: text = Then(text, one => Pick([one + "=", one + ".", "." + one, one + "," + one, one + " ", one[..(one.LastIndexOf('.') + 1)]])); break;
        }

        return signer;
    }

    private string ChangeCharacter(string text)
    {
        if (text.Length == 0)
        {
            return "A";
        }

        StringBuilder changed = new(text);
        changed[_random.Next(text.Length)] = Pick(['A', 'b', '7', '-', '_', '=', '+', '/', '.', 'é']);
        return changed.ToString();
    }
}
