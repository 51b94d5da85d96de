using System.Text.Json;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>The verdict of a Lambda authorizer on one request.</summary>
/// <param name="Outcome">What it says.</param>
/// <param name="PrincipalId">Who calls, where the function says so.</param>
/// <param name="Context">What else the function says of the caller, an object; null for nothing.</param>
internal sealed record LambdaVerdict(LambdaOutcome Outcome, string? PrincipalId = null, JsonElement? Context = null)
{
    public static readonly LambdaVerdict Failed = new(LambdaOutcome.Failed);

    public static readonly LambdaVerdict Unauthorized = new(LambdaOutcome.Unauthorized);

    /// <summary>The members of the context; none where there is none.</summary>
    public IEnumerable<JsonProperty> ContextMembers => Context is { } context ? context.EnumerateObject() : [];

    /// <summary>What went wrong, for the access log; null if the request is allowed.</summary>
    public string? Error => Outcome switch
    {
        LambdaOutcome.Allowed => null,
        LambdaOutcome.Denied => "The Lambda authorizer denied the request.",
        LambdaOutcome.Unauthorized => "The request is not identified.",
        _ => "The Lambda authorizer failed.",
    };

    /// <summary>A value of the context as text, or <c>principalId</c>; null if there is none.</summary>
    public string? Find(string name) => name == "principalId"
        ? PrincipalId
        : Context is { } context && context.TryGetProperty(name, out JsonElement value)
            ? value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => value.GetRawText(),
            }
            : null;
}
