using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Tests.Binding;
using Microsoft.Extensions.Time.Testing;

namespace Authz.Tests.Explaining;

/// <summary>One case for each reason that a token's binding, or the proof of it, can be mended of.</summary>
internal static class BindingRemedyCases
{
    private const string Certificate = "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dgs";

    private static readonly FakeTimeProvider s_time = new(DateTimeOffset.FromUnixTimeSeconds(TestApi.Now));
    private static readonly string s_bound = Token(new JsonObject { ["jkt"] = BindingApi.Key.Thumbprint });

    public static readonly RemedyCase[] All =
    [
        new(
            RefusalReason.ConfirmationMissing,
            BindingApi.Request($"Bearer {Token(null)}", null),
            "cnf.jkt",
            "no cnf",
            "bound to the client's key or certificate",
            _ => Good())
        { Binding = BindingApi.Allowed with { Dpop = TokenBindingRule.Required } },
        new(
            RefusalReason.ProofMissing,
            BindingApi.Request($"DPoP {s_bound}", null),
            "a proof in the header DPoP",
            "no such header",
            "in the header 'DPoP'",
            _ => Good())
        { Binding = BindingApi.Allowed },
        new(
            RefusalReason.ProofInvalid,
            Request(proof => proof.With("htu", "https://api.example.com/cats")),
            "the request's URL",
            "htu \"https://api.example.com/cats\" for '/pets' at 'https://api.example.com'",
            "for the URL that the client calls",
            _ => Good())
        { Binding = BindingApi.Allowed },
        new(
            RefusalReason.ProofReplayed,
            Request(proof => proof.With("jti", "again")),
            "a jti that this key has not used",
            "jti \"again\"",
            "new proof for each request",
            _ => Good())
        { Binding = BindingApi.Allowed, IsSecond = true },
        new(
            RefusalReason.CertificateMismatch,
            BindingApi.Request($"Bearer {Token(new JsonObject { ["x5t#S256"] = Certificate })}", null),
            $"\"x5t#S256\":\"{Certificate}\"",
            "none",
            "Connect with the certificate",
            _ => BindingApi.Request($"Bearer {Token(new JsonObject { ["x5t#S256"] = Certificate })}", null) with
            {
                ClientCertificateThumbprint = Certificate,
            })
        { Binding = new TokenBinding { MutualTls = TokenBindingRule.Allowed } },
    ];

    private static AuthorizationRequest Good() => Request(proof => proof);

    private static AuthorizationRequest Request(Func<TestToken, TestToken> change) => BindingApi.Request(
        $"DPoP {s_bound}", change(BindingApi.Key.CreateProof("GET", BindingApi.Url, s_bound, s_time)).Sign(BindingApi.Key));

    private static string Token(JsonNode? cnf)
    {
        TestToken token = TestApi.Token().With("scope", "pets:read").WithHeader("typ", "at+jwt");
        return (cnf is null ? token : token.With("cnf", cnf)).Sign(TestKeys.For("RS256"));
    }
}
