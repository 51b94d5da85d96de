using System.Text.Json;

namespace Authz.Server.Gateway.LambdaAuthorizers;

/// <summary>The verdict of a Lambda authorizer on one request.</summary>
/// <param name="Outcome">The decision.</param>
/// <param name="PrincipalId">The caller, if the function names one.</param>
/// <param name="Context">The function's other data about the caller, an object; null for none.</param>
internal sealed record LambdaVerdict(LambdaOutcome Outcome, string? PrincipalId = null, JsonElement? Context = null)
{
    public static readonly LambdaVerdict Failed = new(LambdaOutcome.Failed);

    public static readonly LambdaVerdict Unauthorized = new(LambdaOutcome.Unauthorized);

    /// <summary>The context's members; empty if there is no context.</summary>
    public IEnumerable<JsonProperty> ContextMembers => Context is { } context ? context.EnumerateObject() : [];

    /// <summary>The error, for the access log; null if the request is allowed.</summary>
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

/// <summary>A Lambda authorizer's decision about a request. The zero value lets nothing through.</summary>
internal enum LambdaOutcome : byte
{
    /// <summary>The function failed, was too slow, or its answer is not understood.</summary>
    Failed,

    /// <summary>The request lacks an identity source, or the function threw <c>Unauthorized</c>.</summary>
    Unauthorized,

    /// <summary>The function denies the request, or does not allow it.</summary>
    Denied,

    /// <summary>The function allows the request.</summary>
    Allowed,
}
