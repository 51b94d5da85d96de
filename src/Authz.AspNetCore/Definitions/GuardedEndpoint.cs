using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Authz.AspNetCore.Definitions;

/// <summary>An endpoint that refuses until it is opened for a request.</summary>
internal sealed class GuardedEndpoint
{
    private readonly RouteEndpoint _endpoint;
    private readonly DefinitionAuthorizer _authorizer;
    private readonly ILogger _logger;

    public GuardedEndpoint(RouteEndpoint endpoint, DefinitionAuthorizer authorizer, ILogger logger)
    {
        _endpoint = endpoint;
        _authorizer = authorizer;
        _logger = logger;
        Closed = new RouteEndpoint(RefuseAsync, endpoint.RoutePattern, endpoint.Order, endpoint.Metadata, endpoint.DisplayName);
    }

    /// <summary>The endpoint as routing sees it, which refuses.</summary>
    public RouteEndpoint Closed { get; }

    /// <summary>The endpoint that runs; the given one may be closed.</summary>
    public static Endpoint Open(Endpoint endpoint) =>
        endpoint.RequestDelegate?.Target is GuardedEndpoint guarded ? guarded._endpoint : endpoint;

    private Task RefuseAsync(HttpContext context)
    {
        string name = _endpoint.DisplayName ?? "";
        if (context.Features.Get<ApiAuthorizationFeature>() is null)
        {
            throw new InvalidOperationException(
                $"The request reached the endpoint '{name}' without a decision. Call app.UseApiDefinition() after routing and before " +
                "the endpoints, in the same pipeline, and do not short-circuit the endpoint.");
        }

        _logger.EndpointNotDecided(name);
        return RefusalWriter.WriteAsync(context, RefusalResponse.NotFound, _authorizer.Options.RefusalBody, _authorizer.Options.OnRefused);
    }
}
