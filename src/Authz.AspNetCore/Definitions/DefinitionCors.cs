using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Definitions;

/// <summary>A definition's cross-origin rules, carried out by ASP.NET Core's own service.</summary>
internal sealed class DefinitionCors
{
    private const string Any = "*";

    private readonly CorsService _service;
    private readonly CorsPolicy _policy;

    public DefinitionCors(ApiDefinition definition, ILoggerFactory logger)
    {
        _service = new CorsService(Options.Create(new CorsOptions()), logger);
        _policy = CreatePolicy(definition.Cors!, ExposedHeaders.Of(definition));
    }

    /// <summary>Sets the CORS headers for the request's origin; true if the request is a preflight.</summary>
    public bool Apply(HttpContext context)
    {
        if (context.Request.Headers.Origin.Count == 0)
        {
            return false;
        }

        CorsResult result = _service.EvaluatePolicy(context, _policy);
        _service.ApplyResult(result, context.Response);
        return result.IsPreflightRequest;
    }

    private static CorsPolicy CreatePolicy(CorsDefinition cors, IReadOnlyList<string> exposedHeaders)
    {
        CorsPolicyBuilder builder = new();
        OriginRule origins = new(cors.AllowOrigins);
        _ = origins.AllowsAny ? builder.AllowAnyOrigin() : builder.SetIsOriginAllowed(origin => origins.Allow(origin) is not null);
        _ = cors.AllowMethods.Contains(Any) ? builder.AllowAnyMethod() : builder.WithMethods([.. cors.AllowMethods]);
        _ = cors.AllowHeaders.Contains(Any) ? builder.AllowAnyHeader() : builder.WithHeaders([.. cors.AllowHeaders]);
        builder.WithExposedHeaders([.. exposedHeaders]);
        if (cors.AllowCredentials)
        {
            builder.AllowCredentials();
        }

        if (cors.MaxAge is { } seconds)
        {
            builder.SetPreflightMaxAge(TimeSpan.FromSeconds(seconds));
        }

        return builder.Build();
    }
}
