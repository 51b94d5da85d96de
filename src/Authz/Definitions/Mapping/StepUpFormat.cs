namespace Authz.Definitions.Mapping;

/// <summary>The format of a route's step-up.</summary>
internal static class StepUpFormat
{
    public static readonly ObjectFormat<StepUpDefinition> StepUp = new ObjectFormat<StepUpDefinition>(
            "stepUp", "How well and how recently the user must have been authenticated (RFC 9470).", new StepUpDefinition())
        .Texts(
            "acrValues", "The values of 'acr' of which the token must have one.",
            stepUp => stepUp.AcrValues, (stepUp, values) => stepUp with { AcrValues = values })
        .Time(
            "maxAge", "Seconds since 'auth_time' at most.",
            stepUp => stepUp.MaxAge, (stepUp, age) => stepUp with { MaxAge = age }, new ValueRange(1, 31_536_000, "The maximum age"));
}
