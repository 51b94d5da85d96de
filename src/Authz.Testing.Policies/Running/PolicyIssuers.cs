using System.Text.Json.Nodes;
using Authz.Definitions.Mapping;
using Authz.Explaining;

namespace Authz.Testing.Policies.Running;

/// <summary>Fake issuers under the names of a definition's issuers, each with one key of an algorithm that its entry accepts.</summary>
internal sealed class PolicyIssuers
{
    // The quickest to sign with first.
    private static readonly string[] s_algorithms = ["ES256", "RS256", .. SigningKey.SupportedAlgorithms];

    private readonly Dictionary<string, FakeIssuer> _issuers = new(StringComparer.Ordinal);

    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<string> _accepted;

    public PolicyIssuers(ApiDefinition definition, TimeProvider clock)
    {
        _clock = clock;
        _accepted = definition.Compatibility.AcceptedAlgorithms();
        foreach (JwtConfiguration entry in definition.Authorizers.Values.SelectMany(authorizer => authorizer.JwtConfiguration))
        {
            AddKey(entry);
        }

        Definition = InlineKeys.Use(definition, entry => _issuers[entry.Issuer].CreateKeySet().ToJsonString());
    }

    /// <summary>The definition with the fake issuers' keys.</summary>
    public ApiDefinition Definition { get; }

    /// <summary>The case's request, with its token in the identity source of the route's authorizer.</summary>
    public AuthorizationRequest CreateRequest(ApiAuthorizer authorizer, PolicyCase policyCase)
    {
        AuthorizerDefinition? guard = TokenPlacement.FindAuthorizer(authorizer, policyCase.Method, policyCase.Target);
        bool isMinted = guard is not null && policyCase.Token is null
            && (policyCase.Claims ?? policyCase.Header ?? policyCase.Proof) is not null;
        string? token = isMinted ? Mint(guard!, policyCase) : policyCase.Token;
        AuthorizationRequest request = isMinted && policyCase.Proof is not null
            ? PolicyProof.Place(authorizer, guard!, policyCase, token!, _clock)
            : TokenPlacement.Place(guard, policyCase.Method, policyCase.Target, token);
        return request with
        {
            Headers = policyCase.RequestHeaders is { } headers ? WrittenHeaders.Of(headers, guard, token) : request.Headers,
            SourceAddress = policyCase.SourceAddress,
            Tools = ToolSource.Of(CaseTool.Read(policyCase)),
        };
    }

    // Entries of one issuer may accept different algorithms.
    private void AddKey(JwtConfiguration entry)
    {
        string algorithm = ChooseAlgorithm(entry);
        if (!_issuers.TryGetValue(entry.Issuer, out FakeIssuer? issuer))
        {
            _issuers.Add(entry.Issuer, new FakeIssuer(entry.Issuer, [algorithm], _clock));
        }
        else if (issuer.FindKey(algorithm) is null)
        {
            issuer.Rotate(algorithm);
        }
    }

    // If no algorithm is acceptable to both, every token is refused, as in reality.
    private string ChooseAlgorithm(JwtConfiguration entry) =>
        Array.Find(s_algorithms, name => _accepted.Contains(name) && entry.Algorithms?.Contains(name) != false) ?? s_algorithms[1];

    private string Mint(AuthorizerDefinition guard, PolicyCase policyCase)
    {
        JsonNode? named = policyCase.Claims?["iss"];
        string? issuer = named is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        JwtConfiguration entry = guard.JwtConfiguration.FirstOrDefault(one => one.Issuer == issuer) ?? guard.JwtConfiguration[0];
        FakeIssuer signer = _issuers[entry.Issuer];
        TestToken token = signer.Token(entry.Audience[0]);
        if (entry.RequiredTokenType is { } type)
        {
            token.WithHeader("typ", type);
        }

        if (policyCase.Proof is not null)
        {
            token.With("cnf", new JsonObject { ["jkt"] = PolicyProof.Key.Thumbprint });
        }

        Overlay(token.Claims, policyCase.Claims);
        Overlay(token.Header, policyCase.Header);
        return token.Sign(signer.FindKey(ChooseAlgorithm(entry))!);
    }

    /// <summary>Sets members, and leaves out those that are null.</summary>
    public static void Overlay(JsonObject members, JsonObject? changes)
    {
        foreach ((string name, JsonNode? value) in changes ?? [])
        {
            if (value is null)
            {
                members.Remove(name);
            }
            else
            {
                members[name] = value.DeepClone();
            }
        }
    }
}
