using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.AspNetCore.Authentication;

/// <summary>Refuses an application in which something else answers for a scheme of ours: it would authenticate in our name.</summary>
internal static class SchemeCheck
{
    /// <exception cref="InvalidOperationException">Another handler, or none, answers for a scheme.</exception>
    public static async Task RequireAsync(IServiceProvider services)
    {
        string[] names = [.. services.GetServices<SchemeName>().Select(scheme => scheme.Name).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            return;
        }

        // Otherwise the first unusable scheme would be reported alone.
        services.GetRequiredService<Schemes>().CompileAll();
        foreach (string name in names)
        {
            await RequireAsync(services, name).ConfigureAwait(false);
        }
    }

    private static async Task RequireAsync(IServiceProvider services, string name)
    {
        DefaultHttpContext request = new() { RequestServices = services };
        IAuthenticationHandler? handler = await services.GetRequiredService<IAuthenticationHandlerProvider>()
            .GetHandlerAsync(request, name)
            .ConfigureAwait(false);
        if (handler is not JwtAuthorizerHandler)
        {
            throw new InvalidOperationException(
                $"The scheme '{name}' was added by AddJwtAuthorizer and is answered by {handler?.GetType().ToString() ?? "no handler"}. " +
                "Give the other handler a scheme of its own.");
        }

        IAuthenticationService service = services.GetRequiredService<IAuthenticationService>();
        if (service.GetType().Assembly != typeof(AuthenticationService).Assembly
            && await AuthenticatesNobodyAsync(service, request, name).ConfigureAwait(false))
        {
            throw new InvalidOperationException(
                $"{service.GetType()} stands in the place of ASP.NET Core's authentication service, and authenticates a request without " +
                $"a token by the scheme '{name}'. Let it ask the service that it replaces, or remove it.");
        }
    }

    // One that fails authenticates nobody.
#pragma warning disable CA1031
    private static async Task<bool> AuthenticatesNobodyAsync(IAuthenticationService service, HttpContext request, string name)
    {
        try
        {
            return (await service.AuthenticateAsync(request, name).ConfigureAwait(false)).Succeeded;
        }
        catch (Exception)
        {
            return false;
        }
    }
#pragma warning restore CA1031
}
