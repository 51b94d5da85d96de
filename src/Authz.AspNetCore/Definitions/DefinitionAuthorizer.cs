using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Definitions;

/// <summary>The definition in force: its engine, its pairing with the endpoints, and its cross-origin rules.</summary>
internal sealed class DefinitionAuthorizer : IDisposable
{
    private readonly DefinitionSource _source;
    private readonly IServiceProvider _services;
    private readonly ILogger<DefinitionAuthorizer> _logger;
    private readonly IDisposable? _subscription;
    private readonly Lock _change = new();
    private EndpointDataSource? _endpoints;
    private IDisposable? _endpointSubscription;
    private volatile EndpointPairing? _pairing;
    private volatile EndpointPairing? _nextPairing;
    private volatile DefinitionCors? _cors;

    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    public DefinitionAuthorizer(
        DefinitionSource source,
        IOptions<ApiDefinitionOptions> options,
        KeyFetchHandler fetchHandler,
        TimeProvider time,
        IServiceProvider services,
        ILogger<DefinitionAuthorizer> logger)
    {
        _source = source;
        _services = services;
        _logger = logger;
        Options = options.Value;
        if (Options.RefusalBody == RefusalBody.ProblemDetails && services.GetService<IProblemDetailsService>() is null)
        {
            throw new OptionsValidationException(
                "", typeof(ApiDefinitionOptions),
                ["'RefusalBody' is ProblemDetails, which no service writes. Call builder.Services.AddProblemDetails()."]);
        }

        Claims = new ClaimsReader(
            new TokenValidationParameters { NameClaimType = Options.NameClaimType, RoleClaimType = Options.RoleClaimType },
            mapsInboundClaims: false);
        ApiDefinition definition = source.Read();
        Engine = new ApiAuthorizer(definition, Options.Engine with
        {
            TimeProvider = Options.Engine.TimeProvider == TimeProvider.System ? time : Options.Engine.TimeProvider,
            KeyFetchHandler = Options.Engine.KeyFetchHandler ?? fetchHandler,
        });
        _cors = CreateCors(definition);
        _subscription = source.Watch(Reload);
    }

    public ApiDefinitionOptions Options { get; }

    public ClaimsReader Claims { get; }

    public ApiAuthorizer Engine { get; }

    /// <summary>The cross-origin rules; null where the definition has none.</summary>
    public DefinitionCors? Cors => _cors;

    /// <summary>The route with this endpoint; null where it protects another.</summary>
    public PairedRoute? FindPair(RouteDefinition? route, Endpoint? endpoint) => route is null || endpoint is null
        ? null
        // While a definition is replaced, requests of the old and of the new one are under way.
        : _pairing?.Find(route, endpoint) ?? _nextPairing?.Find(route, endpoint);

    /// <summary>Pairs the routes with the application's endpoints, now and whenever either changes.</summary>
    /// <exception cref="ApiDefinitionException">They cannot be paired one to one.</exception>
    public void Protect(EndpointDataSource endpoints)
    {
        _endpoints = endpoints;
        _endpointSubscription = ChangeToken.OnChange(endpoints.GetChangeToken, Reload);
        _pairing = EndpointPairing.Create(Engine.Definition, endpoints.Endpoints);
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _endpointSubscription?.Dispose();
        Engine.Dispose();
    }

    private DefinitionCors? CreateCors(ApiDefinition definition)
    {
        if (definition.Cors is not { } cors)
        {
            return null;
        }

        if (_services.GetService<ICorsService>() is not null)
        {
            throw new ApiDefinitionException([new DefinitionProblem(
                "/cors", 0, 0, "The application has cross-origin rules of its own.",
                "Remove AddCors and UseCors, or 'cors' from the definition.")]);
        }

        return new DefinitionCors(cors, _services.GetRequiredService<ILoggerFactory>());
    }

    private void Reload()
    {
        try
        {
            lock (_change)
            {
                ApiDefinition definition = _source.Read();
                DefinitionCors? cors = CreateCors(definition);
                EndpointPairing? next = _endpoints is null ? null : EndpointPairing.Create(definition, _endpoints.Endpoints);
                _nextPairing = next;
                Engine.Reload(definition);
                _pairing = next;
                _cors = cors;
            }

            _logger.DefinitionReloaded();
        }
        catch (Exception exception) when (exception is ApiDefinitionException or IOException)
        {
            _logger.DefinitionReloadRefused(exception.Message);
        }
    }
}
