using System.Text.Json.Nodes;

namespace Authz.Testing.Conformance;

/// <summary>Cases about tokens that are bound to a key of their sender, and about the proofs of it (RFC 9449).</summary>
internal static class BindingCases
{
    private static readonly SigningKey s_client = SigningKey.Create("ES256");
    private static readonly SigningKey s_other = SigningKey.Create("ES256");

    private const string Algorithms = "ES256 ES384 RS256 PS256 EdDSA Ed25519";

    public static IEnumerable<ConformanceCase> All =>
    [
        Allowed("binding/proof", "/bound", proof => proof),
        Allowed("binding/proof-where-it-is-required", "/proven", proof => proof),
        Allowed("binding/proof-beside-a-query", "/bound?a=b", proof => proof),
        Allowed("binding/proof-in-another-spelling", "/bound", proof => proof.With("htu", "HTTPS://API.conformance.example:443/./bound?c#d")),
        Allowed("binding/proof-of-another-method", "/bound/7", proof => proof.With("htm", "DELETE")) with { Method = "DELETE" },
        new() { Name = "binding/bearer", Target = "/bound", CreateHeaders = CaseHeaders.Bearer() },
        Refused("binding/none", "/bound", RefusalReason.TokenMissing, $"Bearer, {Dpop("")}", CaseHeaders.None),
        Refused("binding/none-where-it-is-required", "/proven", RefusalReason.TokenMissing, Dpop(""), CaseHeaders.None),
        Refused(
            "binding/bearer-where-a-proof-is-required", "/proven", RefusalReason.ConfirmationMissing,
            Dpop("invalid_token", "the token is not bound to its sender"), CaseHeaders.Bearer()),
        Refused(
            "binding/unbound-under-dpop", "/bound", RefusalReason.ConfirmationMissing,
            $"Bearer, {Dpop("invalid_token", "the token is not bound to its sender")}",
            CaseHeaders.Authorization(issuers => "DPoP " + issuers.Main.Mint(ConformanceApi.Audience))),
        Refused(
            "binding/bound-as-bearer", "/bound", RefusalReason.ProofInvalid,
            $"Bearer error=\"invalid_token\", error_description=\"the token is bound to a key and was sent as a bearer token\", {Dpop("")}",
            CaseHeaders.Bearer(Bound)),
        Refused(
            "binding/no-proof", "/bound", RefusalReason.ProofMissing, $"Bearer, {Dpop("invalid_dpop_proof", "the request carries no DPoP proof")}",
            CaseHeaders.Authorization(issuers => "DPoP " + Bound(issuers))),
        Tampered("binding/two-proofs", "the request carries more than one DPoP proof", proof => proof, times: 2),
        Tampered("binding/other-method", "the proof's htm is not the request's method", proof => proof.With("htm", "POST")),
        Tampered(
            "binding/other-path", "the proof's htu is not the request's URL", proof => proof.With("htu", ConformanceApi.Origin + "/Bound")),
        Tampered(
            "binding/other-origin", "the proof's htu is not the request's URL", proof => proof.With("htu", "https://other.example/bound")),
        Tampered("binding/other-token", "the proof's ath is not the hash of the token", proof => proof.With("ath", new string('A', 43))),
        Tampered("binding/old", "the proof is too old", proof => proof.With("iat", 1_500_000_000)),
        Tampered("binding/other-key", "the token is not bound to the proof's key", _ => null),
    ];

    private static ConformanceCase Allowed(string name, string target, Func<TestToken, TestToken> change) => new()
    {
        Name = name,
        Target = target,
        CreateHeaders = issuers => Headers(issuers, target, change, times: 1),
    };

    private static ConformanceCase Tampered(string name, string description, Func<TestToken, TestToken?> change, int times = 1) => Refused(
        name, "/bound", RefusalReason.ProofInvalid, $"Bearer, {Dpop("invalid_dpop_proof", description)}",
        issuers => Headers(issuers, "/bound", change, times));

    private static ConformanceCase Refused(
        string name, string target, RefusalReason reason, string challenge,
        Func<ConformanceIssuers, IReadOnlyList<KeyValuePair<string, string>>> headers) => new()
        {
            Name = name,
            Target = target,
            CreateHeaders = headers,
            Reason = reason,
            Status = 401,
            Challenge = challenge,
        };

    private static IReadOnlyList<KeyValuePair<string, string>> Headers(
        ConformanceIssuers issuers, string target, Func<TestToken, TestToken?> change, int times)
    {
        string token = Bound(issuers);
        string url = ConformanceApi.Origin + target.Split('?')[0];
        TestToken? proof = change(s_client.CreateProof("GET", url, token, issuers.Main.Clock));
        string text = proof?.Sign(s_client) ?? s_other.CreateProof("GET", url, token, issuers.Main.Clock).Sign(s_other);
        return
        [
            KeyValuePair.Create("Authorization", "DPoP " + token),
            .. Enumerable.Repeat(KeyValuePair.Create("DPoP", text), times),
        ];
    }

    private static string Bound(ConformanceIssuers issuers) => issuers.Main.Token(ConformanceApi.Audience, "pets:read")
        .With("cnf", new JsonObject { ["jkt"] = s_client.Thumbprint }).Sign(issuers.Main.CurrentKey);

    private static string Dpop(string error, string? description = null) =>
        $"DPoP {(error.Length == 0 ? "" : $"error=\"{error}\", error_description=\"{description}\", ")}algs=\"{Algorithms}\"";
}
