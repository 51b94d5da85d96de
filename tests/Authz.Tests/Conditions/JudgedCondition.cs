using System.Text;
using System.Text.Json;
using Authz.Conditions;
using Authz.Json;
using Authz.Targets;
using Authz.Tokens;

namespace Authz.Tests.Conditions;

/// <summary>A condition about a payload and a request with at most one header, <c>h</c>.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Json">The payload.</param>
/// <param name="Header">The header's value; null if the request has none.</param>
internal sealed record JudgedCondition(IReadOnlyList<ConditionBlock> Condition, string Json, string? Header = null)
{
    public const string HeaderKey = "request:header.h";

    /// <summary>The engine's verdict, as a decision takes it after the signature.</summary>
    public bool Judge()
    {
        RouteDefinition route = new() { Condition = Condition };
        ConditionClaims claims = ConditionClaims.Of(new AuthorizerDefinition { JwtConfiguration = [] }, [route]);
        CompiledCondition condition = new ConditionCompiler(claims).Compile(Condition, RouteKey.Parse("GET /a"))!;
        ClaimSlot[] noted = new ClaimSlot[claims.Plan.Count];
        bool isRead = TokenPayloadReader.TryRead(
            Encoding.UTF8.GetBytes(Json), new ulong[JsonNameScopes.MaximumNames], claims.Plan, noted, out UnverifiedPayload payload, out _);
        Assert.True(isRead, Json);
        VerifiedPayload verified = payload.AfterSignature();
        AuthorizationRequest request = new("GET", "/a", HeaderSource.From(Header is null ? [] : new Dictionary<string, string> { ["h"] = Header }));
        CanonicalTarget.TryRead(request.Target, out RequestTarget target);
        return condition.IsMetBy(new ConditionSubject(request, target, verified.Times, TestApi.Now)
        {
            Payload = verified.Text,
            Claims = verified.Noted,
            Algorithm = JwsAlgorithm.RS256,
        });
    }

    /// <summary>The value of a key, found without the engine.</summary>
    public OracleValue ValueOf(string key)
    {
        if (key == HeaderKey)
        {
            return Header switch
            {
                null => new OracleValue { IsMissing = true },
                "" => new OracleValue { IsUnknown = true },
                _ => OracleValue.OfRequest(Header),
            };
        }

        string name = key["claims:".Length..];
        using JsonDocument document = JsonDocument.Parse(Json);
        JsonElement found = document.RootElement;
        foreach (string step in name.StartsWith('/') ? name[1..].Split('/') : [name])
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found))
            {
                return OracleValue.Of(null);
            }
        }

        return OracleValue.Of(found.Clone());
    }
}
