namespace Authz.Server.Gateway.Functions;

/// <summary>The result of an invocation.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Payload">The function's answer, or the error that it threw; empty if there is none.</param>
internal readonly record struct FunctionResult(FunctionOutcome Outcome, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The error, for the access log; null if there is none.</summary>
    public string? Error => Outcome switch
    {
        FunctionOutcome.Answered => null,
        FunctionOutcome.Unavailable => "The function could not be invoked.",
        FunctionOutcome.TimedOut => "The function did not answer in time.",
        FunctionOutcome.EventTooLarge => "The event is larger than 6 MB.",
        _ => "The function failed.",
    };
}
