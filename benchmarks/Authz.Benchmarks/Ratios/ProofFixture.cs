using System.Text.Json.Nodes;
using Authz.Benchmarks.Fixtures;
using Authz.Testing;

namespace Authz.Benchmarks.Ratios;

/// <summary>
/// Requests with remembered tokens and a new DPoP proof each: no proof passes twice, and a key has few in force, so that there are as many
/// keys and tokens as the calls of a measurement need.
/// </summary>
public sealed class ProofFixture : IDisposable
{
    private const int Keys = 40;
    private const int ProofsOfAKey = 990;
    private const string Origin = "https://api.example.com";

    private readonly FakeIssuer _issuer = new("https://issuer.example.com/tenant-1", ["RS256"]);
    private readonly ApiAuthorizer _authorizer;
    private readonly AuthorizationRequest[] _requests;
    private int _next;

    public ProofFixture()
    {
        ApiDefinition definition = ApiFixture.Definition([_issuer]);
        definition = definition with
        {
            Authorizers = definition.Authorizers.ToDictionary(pair => pair.Key, pair => pair.Value with
            {
                TokenBinding = new TokenBinding
                {
                    Dpop = TokenBindingRule.Required,
                    MaximumProofAge = TimeSpan.FromSeconds(300),
                    Origins = [Origin],
                },
            }),
        };
        _authorizer = ApiFixture.Create(definition, remembers: true, _issuer.CreateHandler());
        FirstKey = SigningKey.Create("ES256");
        SigningKey[] keys = [FirstKey, .. Enumerable.Range(1, Keys - 1).Select(_ => SigningKey.Create("ES256"))];
        _requests = [.. keys.SelectMany(CreateRequests)];

        // The first of each key: its token is remembered, and its key is read.
        for (int key = 0; key < Keys; key++)
        {
            Check(_authorizer.Authorize(CreateRequests(keys[key]).First()).IsAllowed);
        }

        string token = Mint(FirstKey);
        BadProof = Request(token, FirstKey.CreateProof("GET", Origin + "/other", token).Sign(FirstKey));
        Proofs = [.. _requests.Take(ProofsOfAKey).Select(ProofOf)];
    }

    public SigningKey FirstKey { get; }

    /// <summary>The proofs of the first key.</summary>
    public IReadOnlyList<string> Proofs { get; }

    /// <summary>A request whose proof is for another URL.</summary>
    public AuthorizationRequest BadProof { get; }

    public bool DecideNext() => _authorizer.Authorize(_requests[_next++]).IsAllowed;

    public bool RefuseBadProof() => _authorizer.Authorize(BadProof).Reason == RefusalReason.ProofInvalid;

    public void Dispose() => _authorizer.Dispose();

    private static void Check(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("A request that is in order was refused.");
        }
    }

    private readonly Dictionary<SigningKey, string> _tokens = [];

    private string Mint(SigningKey key) => _tokens.TryGetValue(key, out string? token) ? token : _tokens[key] =
        ApiFixture.TypicalToken(_issuer).With("cnf", new JsonObject { ["jkt"] = key.Thumbprint }).Sign(_issuer.CurrentKey);

    private IEnumerable<AuthorizationRequest> CreateRequests(SigningKey key)
    {
        string token = Mint(key);
        for (int proof = 0; proof < ProofsOfAKey; proof++)
        {
            yield return Request(token, key.CreateProof("GET", Origin + ApiFixture.HotTarget, token).Sign(key));
        }
    }

    private static AuthorizationRequest Request(string token, string proof) =>
        new("GET", ApiFixture.HotTarget, new HeaderSource(new[] { "DPoP " + token, proof }, static (state, name) =>
            new HeaderValue(((string[])state)[name.Length == 4 ? 1 : 0])));

    private static string ProofOf(AuthorizationRequest request) => request.Headers.Find("DPoP").Value!;
}
