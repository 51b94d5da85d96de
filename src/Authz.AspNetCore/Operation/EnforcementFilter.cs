using Authz.AspNetCore.Authentication;
using Authz.AspNetCore.Scopes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Operation;

/// <summary>
/// Refuses to start an application in which what was registered later stands in the place of what enforces schemes and scopes. Every kind
/// of host builds its pipeline, and so runs this, before its server listens; hosted services may start after it.
/// </summary>
internal sealed class EnforcementFilter(IServiceScopeFactory scopes) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        RequireAsync().GetAwaiter().GetResult();
        next(app);
    };

    private async Task RequireAsync()
    {
        AsyncServiceScope scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await SchemeCheck.RequireAsync(scope.ServiceProvider).ConfigureAwait(false);
            await ScopePolicyCheck.RequireAsync(scope.ServiceProvider).ConfigureAwait(false);
            await ScopeEnforcementCheck.RequireAsync(scope.ServiceProvider).ConfigureAwait(false);
        }
    }
}
