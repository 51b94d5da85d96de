using System.Globalization;
using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore.Requirements;

/// <summary>
/// Notes that a condition or a step-up was not met; a feature of the request, read by its answer, when all requirements were judged.
/// </summary>
internal sealed class UnmetRequirements(AuthorizationHandlerContext context)
{
    private const string Description = "a different authentication level or a more recent authentication is required";

    /// <summary>Whether a condition is not met.</summary>
    public bool HasCondition => context.PendingRequirements.OfType<ConditionRequirement>().Any();

    /// <summary>Whether a step-up is all that is lacking: nobody logs in again for a request that stays refused.</summary>
    public bool IsStepUp => !context.HasFailed
        && context.PendingRequirements.Any() && context.PendingRequirements.All(pending => pending is StepUpRequirement);

    /// <summary>The refusal of a condition, which tells nothing of it.</summary>
    public static RefusalResponse ToConditionRefusal(JwtAuthorizerOptions options) =>
        RefusalResponse.Of(AuthorizationOutcome.Forbidden) with
        {
            Challenge = BearerChallenge.Of(options),
            Reason = RefusalReason.ConditionUnmet,
            Explanation = "The token is valid but a condition of the endpoint is not met.",
        };

    /// <summary>The refusal of a step-up (RFC 9470 section 3).</summary>
    public RefusalResponse ToStepUpRefusal(JwtAuthorizerOptions options, bool isDpop)
    {
        StepUpDefinition[] lacking = [.. context.PendingRequirements.OfType<StepUpRequirement>().Select(pending => pending.StepUp)];
        TimeSpan? maximumAge = lacking.Min(stepUp => stepUp.MaxAge);
        BearerChallenge challenge = options.Compiled!.Schemes with
        {
            Error = "insufficient_user_authentication",
            Description = options.IncludeErrorDetails ? Description : null,
            AcrValues = lacking.Select(stepUp => string.Join(' ', stepUp.AcrValues)).FirstOrDefault(values => values.Length > 0),
            MaximumAge = maximumAge is { } age ? ((long)age.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null,
            IsProofError = isDpop,
        };
        return RefusalResponse.Of(AuthorizationOutcome.Unauthorized) with
        {
            Challenge = challenge.Write(options.Challenge),
            Reason = RefusalReason.AuthenticationInsufficient,
            Explanation = "The token is valid, but the user was not authenticated well or recently enough. Have the user authenticate " +
                "again, with the 'acr_values' and 'max_age' of the challenge.",
        };
    }
}
