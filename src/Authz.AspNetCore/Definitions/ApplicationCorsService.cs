using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Authz.AspNetCore.Definitions;

/// <summary>
/// The application's service for cross-origin rules, which only an application with rules of its own asks for: <c>UseCors</c> does when
/// the pipeline is built. That it is registered says nothing, because <c>AddControllers</c> does so.
/// </summary>
internal sealed class ApplicationCorsService : ICorsService
{
    private readonly ICorsService _service;

    /// <exception cref="ApiDefinitionException">The definition has cross-origin rules too.</exception>
    public ApplicationCorsService(ICorsService service, DefinitionAuthorizer authorizer)
    {
        _service = service;
        authorizer.AdmitApplicationCors();
    }

    public CorsResult EvaluatePolicy(HttpContext context, CorsPolicy policy) => _service.EvaluatePolicy(context, policy);

    public void ApplyResult(CorsResult result, HttpResponse response) => _service.ApplyResult(result, response);
}
