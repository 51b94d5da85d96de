using System.Text.Json;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>A Lambda authorizer's answer, not yet applied to a route: yes or no, or a policy.</summary>
internal sealed class LambdaAnswer
{
    private static readonly string[] s_simpleMembers = ["isAuthorized", "context"];

    // The usage key belongs to REST APIs' usage plans; functions that serve both kinds of API send it.
    private static readonly string[] s_policyMembers = ["principalId", "policyDocument", "context", "usageIdentifierKey"];

    private readonly bool _isAuthorized;
    private readonly PolicyDocument? _policy;
    private readonly string? _principalId;
    private readonly JsonElement? _context;

    private LambdaAnswer(bool isAuthorized, PolicyDocument? policy, string? principalId, JsonElement? context)
    {
        _isAuthorized = isAuthorized;
        _policy = policy;
        _principalId = principalId;
        _context = context;
    }

    /// <summary>
    /// Reads an answer; null unless it has the authorizer's configured shape and no other member: an answer that says yes
    /// in one form and no in another is not understood.
    /// </summary>
    public static LambdaAnswer? Read(ReadOnlyMemory<byte> utf8, LambdaAuthorizerDefinition definition)
    {
        // A verdict has one reading: names that occur twice are refused.
        if (!FunctionJson.TryParse(utf8, FunctionJson.Strict, out JsonElement? value)
            || !value.Value.HasOnly(definition.EnableSimpleResponses ? s_simpleMembers : s_policyMembers)
            || !TryReadContext(value.Value, definition, out JsonElement? context))
        {
            return null;
        }

        if (definition.EnableSimpleResponses)
        {
            return value.Value.Member("isAuthorized") is { ValueKind: JsonValueKind.True or JsonValueKind.False } isAuthorized
                ? new LambdaAnswer(isAuthorized.GetBoolean(), policy: null, principalId: null, context)
                : null;
        }

        JsonElement? principal = value.Value.Member("principalId");
        return principal is null or { ValueKind: JsonValueKind.String }
            && PolicyDocument.Read(value.Value.Member("policyDocument")) is { } policy
            ? new LambdaAnswer(isAuthorized: false, policy, principal?.GetString(), context)
            : null;
    }

    /// <summary>The verdict on a request for a method's ARN.</summary>
    public LambdaVerdict Decide(string routeArn)
    {
        bool isAllowed = _policy?.Allows(routeArn) ?? _isAuthorized;
        return new LambdaVerdict(isAllowed ? LambdaOutcome.Allowed : LambdaOutcome.Denied, _principalId, _context);
    }

    // In 1.0 'claims' would be read as those of a JWT authorizer, and values are plain.
    private static bool TryReadContext(JsonElement value, LambdaAuthorizerDefinition definition, out JsonElement? context)
    {
        context = value.Member("context");
        if (context is null or { ValueKind: not JsonValueKind.Object })
        {
            return context is null;
        }

        return definition.AuthorizerPayloadFormatVersion == PayloadFormatVersion.Version2 || context.Value.EnumerateObject().All(member =>
            member.Name != "claims" && member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array));
    }
}
