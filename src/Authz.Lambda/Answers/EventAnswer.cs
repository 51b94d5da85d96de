using Authz.Lambda.Events;

namespace Authz.Lambda.Answers;

/// <summary>The answer to an event, and what the log says of it.</summary>
internal sealed record EventAnswer(AuthorizerAnswer Answer)
{
    public AuthorizerEventKind Kind { get; init; }

    public AuthorizationOutcome Outcome { get; init; }

    public RefusalReason? Reason { get; init; }

    public string? RouteKey { get; init; }

    /// <summary>API Gateway's identifier of the client's request.</summary>
    public string? RequestId { get; init; }

    /// <summary>What the operator should change; null if nothing.</summary>
    public string? Warning { get; init; }

    public static EventAnswer Failure(string type, string message) =>
        new(AuthorizerAnswer.Failure(type, message)) { Warning = message };
}
