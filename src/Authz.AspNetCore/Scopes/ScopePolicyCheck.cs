using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Authz.AspNetCore.Scopes;

/// <summary>
/// Refuses to start an application whose policy provider, registered later than ours, reads the names of scope policies otherwise:
/// endpoints would then ask for other requirements than their scopes.
/// </summary>
internal sealed class ScopePolicyCheck(IServiceScopeFactory scopes) : IHostedLifecycleService
{
    private static readonly ScopeRequirement[] s_examples = [ScopeRequirement.AnyOf("authz", "check"), ScopeRequirement.AllOf("authz", "check")];

    // Before every StartAsync, so also before a server that was registered first.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        IAuthorizationPolicyProvider policies = scope.ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>();
        foreach (ScopeRequirement expected in s_examples)
        {
            AuthorizationPolicy? policy = await policies.GetPolicyAsync(ScopePolicyName.Of(expected)).ConfigureAwait(false);
            if (policy is null || !policy.Requirements.OfType<ScopeRequirement>().Any(actual => AreEqual(actual, expected)))
            {
                throw new InvalidOperationException(
                    $"The policy provider {policies.GetType()} does not know the policies of required scopes. Register it before " +
                    "AddJwtAuthorizer or AddApiDefinition, or let it ask the provider that was registered before it.");
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool AreEqual(ScopeRequirement actual, ScopeRequirement expected) =>
        actual.AsksForAll == expected.AsksForAll && actual.Scopes.SequenceEqual(expected.Scopes, StringComparer.Ordinal);
}
