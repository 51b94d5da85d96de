using System.Text.Json;
using Authz.Server.Gateway.Functions;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>A statement of a policy.</summary>
internal sealed class PolicyStatement
{
    private const string InvokeAction = "execute-api:Invoke";

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

    /// <summary>Reads a statement; null where it is not made of an effect, actions and resources.</summary>
    public static PolicyStatement? Read(JsonElement statement)
    {
        bool? isAllow = statement.Member("Effect") is not { ValueKind: JsonValueKind.String } effect ? null : effect.GetString() switch
        {
            "Allow" => true,
            "Deny" => false,
            _ => null,
        };
        return isAllow is { } allow
            && Texts(statement.Member("Action")) is { } actions
            && Texts(statement.Member("Resource")) is { } resources
            ? new PolicyStatement(allow, statement.Member("Condition") is not null, actions, resources)
            : null;
    }

    /// <summary>Whether the statement lets the method be invoked. A condition is not looked at: it never lets anything through.</summary>
    public bool Allows(string routeArn) => _isAllow && !_isConditional && IsAbout(routeArn);

    /// <summary>Whether the statement keeps the method from being invoked, on whatever condition.</summary>
    public bool Denies(string routeArn) => !_isAllow && IsAbout(routeArn);

    private bool IsAbout(string routeArn) =>
        Array.Exists(_actions, action => Wildcard.IsMatch(action, InvokeAction, StringComparison.OrdinalIgnoreCase)) &&
        Array.Exists(_resources, resource => Wildcard.IsMatch(resource, routeArn, StringComparison.Ordinal));

    private static string[]? Texts(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };
}
