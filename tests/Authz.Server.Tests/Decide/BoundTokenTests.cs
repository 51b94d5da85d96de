using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Authz.AspNetCore.Definitions;
using Authz.Server.Decide.ExtAuthz.Wire;
using Authz.Server.Tests.Decide.ExtAuthz;
using Authz.Server.Tests.Proxies;
using Authz.Testing;

namespace Authz.Server.Tests.Decide;

/// <summary>
/// Bound tokens where another proxy has the connection: a proof is the client's header, a certificate is the proxy's word in the one header
/// that is named, and the connection's own is the proxy's.
/// </summary>
public sealed class BoundTokenTests : IDisposable
{
    private const string Audience = "pets-api";
    private const string Origin = "https://api.example";
    private const string Field = "Client-Cert";

    private readonly FakeIssuer _issuer = new();
    private readonly X509Certificate2 _certificate = TestCertificate.Create();

    private string Hash => Convert.ToHexString(_certificate.GetCertHash(HashAlgorithmName.SHA256));

    private string Said => $":{Convert.ToBase64String(_certificate.RawData)}:";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accepts_OnlyTheCertificateThatTheProxySays(bool overGrpc)
    {
        await using DeciderUnderTest decider = await StartAsync(Field);
        string token = MintBound();
        using X509Certificate2 other = TestCertificate.Create();
        string said = Said;
        (string Description, int Status, string Reason, KeyValuePair<string, string>[] Headers)[] cases =
        [
            ("the certificate", 200, "", [new(Field, said)]),
            ("in another case", 200, "", [new("client-CERT", said)]),
            ("none", 401, "certificate", []),
            ("another", 401, "certificate", [new(Field, $":{Convert.ToBase64String(other.RawData)}:")]),
            ("twice", 401, "certificate", [new(Field, said), new(Field, said)]),
            ("two in one", 401, "certificate", [new(Field, $"{said}, {said}")]),
            ("without colons", 401, "certificate", [new(Field, said.Trim(':'))]),
            ("in another spelling", 401, "certificate", [new("Client_Cert", said)]),
            ("in the header that is not named", 401, "certificate", [new("X-Forwarded-Client-Cert", $"Hash={Hash}")]),
        ];
        foreach ((string description, int status, string reason, KeyValuePair<string, string>[] headers) in cases)
        {
            (int found, string? challenge) = await AskAsync(decider, overGrpc, "/certificates", [new("Authorization", $"Bearer {token}"), .. headers]);

            Assert.Equal((description, status), (description, found));
            Assert.Contains(reason, challenge ?? "", StringComparison.Ordinal);
        }

        (int unbound, string? missing) = await AskAsync(
            decider, overGrpc, "/certificates", [new("Authorization", $"Bearer {_issuer.Mint(Audience)}"), new(Field, said)]);
        Assert.Equal((401, true), (unbound, missing!.Contains("not bound to its sender", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rejects_AHeaderThatNobodyNamed(bool overGrpc)
    {
        await using DeciderUnderTest decider = await StartAsync(header: null);

        (int status, _) = await AskAsync(
            decider, overGrpc, "/certificates", [new("Authorization", $"Bearer {MintBound()}"), new(Field, Said)]);

        Assert.Equal(401, status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Accepts_AProofOnceAndHandsTheNonceOn(bool overGrpc)
    {
        await using DeciderUnderTest decider = await StartAsync(header: null);
        SigningKey key = SigningKey.Create("ES256");
        string token = _issuer.Token(Audience).With("cnf", new JsonObject { ["jkt"] = key.Thumbprint }).Sign(_issuer.CurrentKey);

        (int first, string? challenge, string? nonce) = await AskWithNonceAsync(decider, overGrpc, Headers(token, Prove(key, token, nonce: null)));
        Assert.Equal((401, true), (first, challenge!.Contains("use_dpop_nonce", StringComparison.Ordinal)));
        string proof = Prove(key, token, nonce);
        Assert.Equal(200, (await AskWithNonceAsync(decider, overGrpc, Headers(token, proof))).Status);
        Assert.Equal(401, (await AskWithNonceAsync(decider, overGrpc, Headers(token, proof))).Status);

        string second = Prove(key, token, nonce);
        Assert.Equal(401, (await AskWithNonceAsync(decider, overGrpc, [.. Headers(token, second), new("DPoP", second)])).Status);
        Assert.Equal(401, (await AskWithNonceAsync(decider, overGrpc, [new("Authorization", $"Bearer {token}"), new("DPoP", second)])).Status);
        Assert.Equal(200, (await AskWithNonceAsync(decider, overGrpc, Headers(token, second))).Status);
    }

    public void Dispose() => _certificate.Dispose();

    private static KeyValuePair<string, string>[] Headers(string token, string proof) =>
        [new("Authorization", $"DPoP {token}"), new("DPoP", proof)];

    private static string Prove(SigningKey key, string token, string? nonce)
    {
        TestToken proof = key.CreateProof("GET", $"{Origin}/proofs", token);
        return (nonce is null ? proof : proof.With("nonce", nonce)).Sign(key);
    }

    private string MintBound() => _issuer.Token(Audience)
        .With("cnf", new JsonObject { ["x5t#S256"] = ClientCertificate.ThumbprintOf(_certificate.RawData) })
        .Sign(_issuer.CurrentKey);

    private Task<DeciderUnderTest> StartAsync(string? header) => DeciderUnderTest.StartAsync(
        new ApiDefinitionBuilder()
            .AddAuthorizer("certificates", Define(new TokenBinding { MutualTls = TokenBindingRule.Required }))
            .AddAuthorizer("proofs", Define(new TokenBinding { Dpop = TokenBindingRule.Required, Nonce = true, Origins = [Origin] }))
            .AddRoute("GET /certificates", "certificates")
            .AddRoute("GET /proofs", "proofs")
            .Build(),
        new ApiAuthorizerOptions { KeyFetchHandler = _issuer.CreateHandler() },
        "envoy",
        certificateHeader: header);

    private AuthorizerDefinition Define(TokenBinding binding) => new()
    {
        JwtConfiguration = [new JwtConfiguration { Issuer = _issuer.Issuer, Audience = [Audience] }],
        TokenBinding = binding,
    };

    private static async Task<(int Status, string? Challenge)> AskAsync(
        DeciderUnderTest decider, bool overGrpc, string target, KeyValuePair<string, string>[] headers)
    {
        (int status, string? challenge, _) = await AskWithNonceAsync(decider, overGrpc, headers, target);
        return (status, challenge);
    }

    private static async Task<(int Status, string? Challenge, string? Nonce)> AskWithNonceAsync(
        DeciderUnderTest decider, bool overGrpc, KeyValuePair<string, string>[] headers, string target = "/proofs")
    {
        if (overGrpc)
        {
            using CheckClient client = new(decider.ExtAuthz);
            CheckResponse response = await client.CheckAsync(CheckClient.Question("GET", target, headers));
            return (response.DeniedResponse?.Status.Code ?? 200, Find(response, "www-authenticate"), Find(response, "dpop-nonce"));
        }

        using HttpClient http = new();
        using HttpRequestMessage question = new(HttpMethod.Get, new Uri(decider.ForwardAuth, target));
        foreach (KeyValuePair<string, string> header in headers)
        {
            question.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        question.Headers.Add("X-Real-IP", "192.0.2.7");
        using HttpResponseMessage answer = await http.SendAsync(question);
        return ((int)answer.StatusCode, Find(answer.Headers, "WWW-Authenticate"), Find(answer.Headers, "DPoP-Nonce"));
    }

    private static string? Find(CheckResponse response, string name) =>
        response.DeniedResponse?.Headers.FirstOrDefault(header => header.Header.Key == name)?.Header.Value;

    private static string? Find(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;
}
