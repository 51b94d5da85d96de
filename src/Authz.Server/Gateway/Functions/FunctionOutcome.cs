namespace Authz.Server.Gateway.Functions;

/// <summary>How an invocation ended. The zero value is a failure.</summary>
internal enum FunctionOutcome : byte
{
    /// <summary>The function failed, or what came back is not usable.</summary>
    Failed,

    /// <summary>The function gave an answer.</summary>
    Answered,

    /// <summary>The function cannot be reached, or takes no more requests.</summary>
    Unavailable,

    /// <summary>The function was not ready in time.</summary>
    TimedOut,

    /// <summary>The event is larger than functions take.</summary>
    EventTooLarge,
}
