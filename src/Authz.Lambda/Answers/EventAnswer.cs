using Authz.Lambda.Events;

namespace Authz.Lambda.Answers;

/// <summary>The answer to an event, and its log entry.</summary>
internal sealed record EventAnswer(AuthorizerAnswer Answer)
{
    public AuthorizerEventKind Kind { get; init; }

    /// <summary>What the log calls the event; null for its kind.</summary>
    public string? Event { get; init; }

    public AuthorizationOutcome Outcome { get; init; }

    public RefusalReason? Reason { get; init; }

    public string? RouteKey { get; init; }

    /// <summary>API Gateway's identifier of the client's request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The change that the operator should make; null if there is none.</summary>
    public string? Warning { get; init; }

    public static EventAnswer Failure(string type, string message) =>
        new(AuthorizerAnswer.Failure(type, message)) { Warning = message };
}
