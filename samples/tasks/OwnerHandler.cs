using Microsoft.AspNetCore.Authorization;

namespace Tasks;

/// <summary>Compares the user's name with the owner's.</summary>
public sealed class OwnerHandler : AuthorizationHandler<OwnerRequirement, string>
{
    /// <inheritdoc/>
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OwnerRequirement requirement, string resource)
    {
        if (context.User.Identity?.Name == resource)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
