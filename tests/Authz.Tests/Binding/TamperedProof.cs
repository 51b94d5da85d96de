using System.Text.Json.Nodes;
using Authz.Binding;
using Authz.Testing;

namespace Authz.Tests.Binding;

/// <summary>One change by which a proof fails one check of RFC 9449 section 4.3, and no other.</summary>
internal sealed record TamperedProof(string Name, string Status, Func<TestToken, TestToken> Change)
{
    private static readonly SigningKey s_other = TestKeys.For("ES256", another: 8);

    /// <summary>Whether the change is to the signed proof; else it is to what is signed.</summary>
    public Func<string, string> ChangeText { get; init; } = static text => text;

    /// <summary>Signs instead of the client's key.</summary>
    public SigningKey? Signer { get; init; }

    /// <summary>The changes, in the order in which the checks are made.</summary>
    public static IReadOnlyList<TamperedProof> All { get; } =
    [
        Text("a list of two proofs", nameof(ProofStatus.NotJwt), text => $"{text},{text}"),
        Text("padding", nameof(ProofStatus.NotJwt), text => text + "="),
        Text("two parts", nameof(ProofStatus.NotJwt), text => text[..text.LastIndexOf('.')]),
        Text("not ASCII", nameof(ProofStatus.NotJwt), text => text + "é"),
        Header("crit", "crit", new JsonArray("exp"), nameof(ProofStatus.NotJwt)),
        Header("b64", "b64", false, nameof(ProofStatus.NotJwt)),
        Header("zip", "zip", "DEF", nameof(ProofStatus.NotJwt)),
        Header("typ of a token", "typ", "JWT", nameof(ProofStatus.NotProofType)),
        Header("typ in another case", "typ", "DPoP+jwt", nameof(ProofStatus.NotProofType)),
        new("no typ", nameof(ProofStatus.NotProofType), proof => proof.WithoutHeader("typ")),
        Header("alg none", "alg", "none", nameof(ProofStatus.AlgorithmNotAllowed)),
        Header("alg of secret keys", "alg", "HS256", nameof(ProofStatus.AlgorithmNotAllowed)),
        Header("alg that proofs may not have", "alg", "ES512", nameof(ProofStatus.AlgorithmNotAllowed)),
        new("no alg", nameof(ProofStatus.AlgorithmNotAllowed), proof => proof.WithoutHeader("alg")),
        new("no jwk", nameof(ProofStatus.KeyNotUsable), proof => proof.WithoutHeader("jwk")),
        Header("jwk a text", "jwk", "x", nameof(ProofStatus.KeyNotUsable)),
        Jwk("private member", jwk => jwk["d"] = "AQAB"),
        Jwk("private member that is empty", jwk => jwk["d"] = ""),
        Jwk("private member that is null", jwk => jwk["D"] = null),
        Jwk("secret key", jwk => jwk["k"] = "AQAB"),
        Jwk("alg that is null", jwk => jwk["alg"] = null),
        Jwk("alg that is empty", jwk => jwk["alg"] = ""),
        Jwk("use that is empty", jwk => jwk["use"] = new JsonArray()),
        Jwk("key_ops that are empty", jwk => jwk["key_ops"] = new JsonArray()),
        Jwk("key_ops that are for signing", jwk => jwk["key_ops"] = new JsonArray("sign")),
        Jwk("alg of another key", jwk => jwk["alg"] = "ES384"),
        Jwk("x too short", jwk => jwk["x"] = jwk["x"]!.GetValue<string>()[..42]),
        Jwk("no y", jwk => jwk.Remove("y")),
        Claim("jti", null, nameof(ProofStatus.ClaimsNotSound)),
        Claim("jti", "", nameof(ProofStatus.ClaimsNotSound)),
        Claim("jti", 1, nameof(ProofStatus.ClaimsNotSound)),
        Claim("htm", null, nameof(ProofStatus.ClaimsNotSound)),
        Claim("htu", null, nameof(ProofStatus.ClaimsNotSound)),
        Claim("iat", null, nameof(ProofStatus.ClaimsNotSound)),
        Claim("iat", "1800000000", nameof(ProofStatus.ClaimsNotSound)),
        Claim("ath", null, nameof(ProofStatus.ClaimsNotSound)),
        Claim("ath", new string('A', 43), nameof(ProofStatus.OtherToken)),
        new("another key", nameof(ProofStatus.OtherKey), proof => proof.WithHeader("jwk", JwkOf(s_other))) { Signer = s_other },
        Claim("htm", "POST", nameof(ProofStatus.OtherMethod)),
        Claim("htm", "get", nameof(ProofStatus.OtherMethod)),
        Claim("htu", "https://api.example.com/cats", nameof(ProofStatus.OtherTarget)),
        Claim("htu", "https://api.example.com/Pets", nameof(ProofStatus.OtherTarget)),
        Claim("htu", "https://api.example.com/pets/", nameof(ProofStatus.OtherTarget)),
        Claim("htu", "https://api.example.com:8443/pets", nameof(ProofStatus.OtherTarget)),
        Claim("htu", "http://api.example.com/pets", nameof(ProofStatus.OtherTarget)),
        Claim("htu", "https://other.example.com/pets", nameof(ProofStatus.OtherTarget)),
        Claim("iat", TestApi.Now - 61, nameof(ProofStatus.TooOld)),
        Claim("exp", TestApi.Now, nameof(ProofStatus.TooOld)),
        Claim("iat", TestApi.Now + 6, nameof(ProofStatus.InFuture)),
        Claim("nbf", TestApi.Now + 6, nameof(ProofStatus.InFuture)),
        new("signed by another key", nameof(ProofStatus.SignatureInvalid), proof => proof) { Signer = s_other },
        Text(
            "the last character of the signature", nameof(ProofStatus.SignatureInvalid),
            text => text[..^2] + (text[^2] == 'A' ? 'B' : 'A') + text[^1]),
    ];

    public string Make(TestToken proof, SigningKey key) => ChangeText(Change(proof).Sign(Signer ?? key));

    /// <summary>Both changes to one proof; null if they change the same thing.</summary>
    public TamperedProof? And(TamperedProof other) =>
        Name.Split(' ')[0] == other.Name.Split(' ')[0] ? null
        : new($"{Name} and {other.Name}", Status, proof => other.Change(Change(proof)))
        {
            ChangeText = text => other.ChangeText(ChangeText(text)),
            Signer = Signer ?? other.Signer,
        };

    public override string ToString() => Name;

    private static TamperedProof Text(string name, string status, Func<string, string> change) =>
        new(name, status, proof => proof) { ChangeText = change };

    private static TamperedProof Header(string name, string member, JsonNode? value, string status) =>
        new(name, status, proof => proof.WithHeader(member, value?.DeepClone()));

    private static TamperedProof Jwk(string name, Action<JsonObject> change) => new(name, nameof(ProofStatus.KeyNotUsable), proof =>
    {
        if (proof.Header["jwk"] is JsonObject jwk)
        {
            change(jwk);
        }

        return proof;
    });

    private static TamperedProof Claim(string name, JsonNode? value, string status) => new(
        $"{name} {value?.ToJsonString() ?? "missing"}", status, proof => value is null ? proof.Without(name) : proof.With(name, value.DeepClone()));

    private static JsonObject JwkOf(SigningKey key) => key.CreateProof("GET", "x").Header["jwk"]!.DeepClone().AsObject();
}
