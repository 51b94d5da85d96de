using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Authz.AspNetCore.Definitions;

/// <summary>Refuses to start an application that adds a definition and does not enforce it, or has cross-origin rules beside it.</summary>
internal sealed class DefinitionInUseFilter(DefinitionAuthorizer authorizer) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        if (!authorizer.IsInUse)
        {
            throw new InvalidOperationException("A definition was added that nothing enforces. Call app.UseApiDefinition().");
        }

        app.ApplicationServices.RequireNoLaterCors();
    };
}
