using System.Text.Json;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>A statement of a policy.</summary>
internal sealed class PolicyStatement
{
    private const string InvokeAction = "execute-api:Invoke";

    private static readonly string[] s_members = ["Sid", "Effect", "Action", "Resource", "Condition"];

    private readonly bool _isAllow;
    private readonly bool _isConditional;
    private readonly string[] _actions;
    private readonly string[] _resources;

    private PolicyStatement(bool isAllow, bool isConditional, string[] actions, string[] resources)
    {
        _isAllow = isAllow;
        _isConditional = isConditional;
        _actions = actions;
        _resources = resources;
    }

    /// <summary>
    /// Reads a statement; null unless every member is understood. <c>NotAction</c>, <c>NotResource</c>, a principal or a variable would
    /// change the meaning of the rest, so a statement with one is refused as a whole.
    /// </summary>
    public static PolicyStatement? Read(JsonElement statement)
    {
        bool? isAllow = statement.Member("Effect") is not { ValueKind: JsonValueKind.String } effect ? null : effect.GetString() switch
        {
            "Allow" => true,
            "Deny" => false,
            _ => null,
        };
        return isAllow is { } allow
            && statement.HasOnly(s_members)
            && statement.Member("Sid") is null or { ValueKind: JsonValueKind.String }
            && Patterns(statement.Member("Action")) is { } actions
            && Patterns(statement.Member("Resource")) is { } resources
            ? new PolicyStatement(allow, statement.TryGetProperty("Condition", out _), actions, resources)
            : null;
    }

    /// <summary>Whether the statement lets the method be invoked. Conditions are not evaluated: a conditional statement never allows.</summary>
    public bool Allows(string routeArn) => _isAllow && !_isConditional && IsAbout(routeArn);

    /// <summary>
    /// Whether the statement denies the method, regardless of its condition. What the ARN has encoded may be written plainly here:
    /// <c>GET/$cash/*</c>, and <c>GET/admin/*</c> for <c>GET/admin%2Fx</c>.
    /// </summary>
    public bool Denies(string routeArn) => !_isAllow && (IsAbout(routeArn) || IsAbout(Uri.UnescapeDataString(routeArn)));

    private bool IsAbout(string routeArn) =>
        Array.Exists(_actions, action => Wildcard.IsMatch(action, InvokeAction, StringComparison.OrdinalIgnoreCase)) &&
        Array.Exists(_resources, resource => Wildcard.IsMatch(resource, routeArn, StringComparison.Ordinal));

    private static string[]? Patterns(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => Patterns([text]),
        { ValueKind: JsonValueKind.Array } list => Patterns(list.EnumerateArray()),
        _ => null,
    };

    private static string[]? Patterns(IEnumerable<JsonElement> items)
    {
        JsonElement[] texts = [.. items];
        return texts.Length > 0 && Array.TrueForAll(texts, text => text.ValueKind == JsonValueKind.String && !HasVariable(text.GetString()!))
            ? [.. texts.Select(text => text.GetString()!)]
            : null;
    }

    // IAM replaces ${...}; compared literally, a denial with a variable would deny nothing.
    private static bool HasVariable(string pattern) => pattern.Contains("${", StringComparison.Ordinal);
}
