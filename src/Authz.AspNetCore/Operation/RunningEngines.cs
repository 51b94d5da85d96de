using Authz.AspNetCore.Authentication;
using Authz.AspNetCore.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Operation;

/// <summary>The engines of an application: one for each scheme that is compiled, and the definition's.</summary>
internal static class RunningEngines
{
    public static IEnumerable<ApiAuthorizer> Of(IServiceProvider services) =>
    [
        .. services.GetService<Schemes>()?.Compiled.Select(scheme => scheme.Value.Authorizer) ?? [],
        .. services.GetService<DefinitionAuthorizer>() is { } definition ? [definition.Engine] : Array.Empty<ApiAuthorizer>(),
    ];
}
