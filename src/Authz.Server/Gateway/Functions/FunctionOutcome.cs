namespace Authz.Server.Gateway.Functions;

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
