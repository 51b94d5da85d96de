using Authz.AspNetCore.Requirements;
using Microsoft.AspNetCore.Authorization;

namespace Authz.AspNetCore;

/// <summary>
/// Requires that the user was authenticated well and recently enough (RFC 9470), by a token of <c>AddJwtAuthorizer</c>. A request that
/// lacks nothing else is answered 401 with the challenge that asks for it.
/// </summary>
public sealed class StepUpRequirement : IAuthorizationRequirement, IAuthorizationHandler
{
    private readonly JudgedRequirement _judged;

    /// <param name="stepUp">How well and how recently.</param>
    /// <exception cref="ApiDefinitionException">It asks for nothing, or a value is not usable; the exception has every problem.</exception>
    public StepUpRequirement(StepUpDefinition stepUp)
    {
        _judged = new JudgedRequirement(RequestRequirement.Of(stepUp));
        StepUp = stepUp with { AcrValues = [.. stepUp.AcrValues] };
    }

    /// <summary>How well and how recently.</summary>
    public StepUpDefinition StepUp { get; }

    Task IAuthorizationHandler.HandleAsync(AuthorizationHandlerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _judged.Judge(context, this);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"a step-up to {(StepUp.AcrValues.Count == 0 ? "any level" : string.Join(' ', StepUp.AcrValues))}, at most {StepUp.MaxAge} old";
}
