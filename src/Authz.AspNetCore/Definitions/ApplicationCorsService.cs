using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// ASP.NET Core's service, which only an application with cross-origin rules of its own asks for: <c>UseCors</c> when the pipeline is
/// built, <c>EnableCors</c> without it at a request. That it is registered says nothing, because <c>AddControllers</c> does so.
/// </summary>
internal sealed class ApplicationCorsService : CorsService
{
    /// <exception cref="ApiDefinitionException">The definition has cross-origin rules too.</exception>
    public ApplicationCorsService(DefinitionAuthorizer authorizer, IOptions<CorsOptions> options, ILoggerFactory logger)
        : base(options, logger) => authorizer.AdmitApplicationCors();
}
