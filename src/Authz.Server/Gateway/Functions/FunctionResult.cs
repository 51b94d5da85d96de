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

/// <summary>How an invocation ended. The zero value is a failure.</summary>
internal enum FunctionOutcome : byte
{
    /// <summary>The function failed, or its answer is unusable.</summary>
    Failed,

    /// <summary>The function gave an answer.</summary>
    Answered,

    /// <summary>The function cannot be reached, or accepts no more requests.</summary>
    Unavailable,

    /// <summary>The function was not ready in time.</summary>
    TimedOut,

    /// <summary>The event is larger than functions take.</summary>
    EventTooLarge,
}
