using Authz.AspNetCore.Operation;
using Authz.AspNetCore.Principals;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;

namespace Authz.AspNetCore.Definitions;

/// <summary>Holds the definition's version in force, and replaces it as a whole.</summary>
internal sealed class DefinitionAuthorizer : IDisposable
{
    private readonly IServiceProvider _services;
    private readonly BackgroundFaults _faults;
    private readonly ILogger<DefinitionAuthorizer> _logger;
    private readonly ITimer? _polling;
    private readonly ITimer? _shadowPolling;
    private readonly Lock _change = new();
    private EndpointDataSource? _endpoints;
    private IDisposable? _endpointSubscription;
    private volatile DefinitionVersion _current;
    private bool _hasApplicationCors;
    private bool _admitsSilently;
    private ApiDefinition _newest;

    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    public DefinitionAuthorizer(
        DefinitionSource source,
        IOptions<ApiDefinitionOptions> options,
        KeyFetchHandler fetchHandler,
        TimeProvider time,
        IServiceProvider services,
        BackgroundFaults faults,
        ILogger<DefinitionAuthorizer> logger)
    {
        _services = services;
        _faults = faults;
        _logger = logger;
        Options = options.Value;
        RequireProblemDetailsService();
        Claims = new ClaimsReader(
            new TokenValidationParameters { NameClaimType = Options.NameClaimType, RoleClaimType = Options.RoleClaimType },
            mapsInboundClaims: false);
        ApiDefinition definition = _newest = source.Read();
        DefinitionCors? cors = CreateCors(definition);
        Engine = CreateEngine(definition, fetchHandler, time);
        DefinitionSource? shadow = CreateShadow();
        Engine.ReloadShadow(shadow?.Read());
        _current = new DefinitionVersion(Engine.Current, Pairing: null, cors);
        _shadowPolling = shadow?.Poll(
            ReloadShadow, exception => _logger.ShadowReloadRefused(exception.Message), () => _faults.Count(BackgroundFaults.Reload), time);
        _polling = source.Poll(Reload, Refuse, () => _faults.Count(BackgroundFaults.Reload), time);
    }

    public ApiDefinitionOptions Options { get; }

    public ClaimsReader Claims { get; }

    public ApiAuthorizer Engine { get; }

    /// <summary>Whether the application's pipeline uses the definition.</summary>
    public bool IsInUse { get; set; }

    /// <summary>The version in force. A request keeps to the one that it began with.</summary>
    public DefinitionVersion Current => _current;

    /// <summary>Pairs the routes with the application's endpoints, now and whenever either changes.</summary>
    /// <exception cref="ApiDefinitionException">They cannot be paired one to one.</exception>
    public void Protect(EndpointDataSource endpoints)
    {
        lock (_change)
        {
            // Watched before they are read, so that no change is missed.
            _endpoints = endpoints;
            _endpointSubscription = ChangeToken.OnChange(endpoints.GetChangeToken, PairAgain);
            RequireNoCorsOf(endpoints.Endpoints, _current.Cors);
            _current = _current with { Pairing = EndpointPairing.Create(Engine.Definition, endpoints.Endpoints) };
        }
    }

    /// <summary>Notes that the application has cross-origin rules of its own, so that no version of the definition may have any.</summary>
    /// <param name="who">Who has them.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <exception cref="ApiDefinitionException">The version in force has some.</exception>
    public void AdmitApplicationCors(string who = "The application", string remedy = "Remove UseCors")
    {
        lock (_change)
        {
            if (!_admitsSilently)
            {
                _hasApplicationCors = _current.Cors is null ? true : throw TwoCorsRules(who, remedy);
            }
        }
    }

    /// <summary>Does something that would count as cross-origin rules of the application, and does not.</summary>
    public T WithoutAdmission<T>(Func<T> action)
    {
        lock (_change)
        {
            _admitsSilently = true;
            try
            {
                return action();
            }
            finally
            {
                _admitsSilently = false;
            }
        }
    }

    public void Dispose()
    {
        _polling?.Dispose();
        _shadowPolling?.Dispose();
        _endpointSubscription?.Dispose();
        Engine.Dispose();
    }

    private void RequireProblemDetailsService()
    {
        if (Options.RefusalBody == RefusalBody.ProblemDetails && _services.GetService<IProblemDetailsService>() is null)
        {
            throw new OptionsValidationException(
                "", typeof(ApiDefinitionOptions),
                ["'RefusalBody' is ProblemDetails, which no service writes. Call builder.Services.AddProblemDetails()."]);
        }
    }

    private ApiAuthorizer CreateEngine(ApiDefinition definition, KeyFetchHandler fetchHandler, TimeProvider time) =>
        new(definition, Options.Engine with
        {
            TimeProvider = Options.Engine.TimeProvider == TimeProvider.System ? time : Options.Engine.TimeProvider,
            KeyFetchHandler = Options.Engine.KeyFetchHandler ?? fetchHandler,
            Fleet = Options.Engine.Fleet ?? _services.GetService<Fleet>(),
            ReadsTools = true,
            SuppliesSourceAddress = true,
        });

    private DefinitionCors? CreateCors(ApiDefinition definition)
    {
        if (definition.Cors is null)
        {
            return null;
        }

        return _hasApplicationCors
            ? throw TwoCorsRules("The application", "Remove UseCors")
            : new DefinitionCors(definition, _services.GetRequiredService<ILoggerFactory>());
    }

    // EnableCors, RequireCors and DisableCors on an endpoint: without UseCors each request to it fails.
    private static void RequireNoCorsOf(IReadOnlyList<Endpoint> endpoints, DefinitionCors? cors)
    {
        if (cors is not null && endpoints.FirstOrDefault(one => one.Metadata.GetMetadata<ICorsMetadata>() is not null) is { } endpoint)
        {
            throw TwoCorsRules($"The endpoint '{endpoint.DisplayName}'", "Remove EnableCors, RequireCors and DisableCors");
        }
    }

    private static ApiDefinitionException TwoCorsRules(string who, string remedy) => new([new DefinitionProblem(
        "/cors", 0, 0, $"{who} has cross-origin rules of its own.", $"{remedy}, or 'cors' from the definition.")]);

    private void Reload(ApiDefinition definition)
    {
        lock (_change)
        {
            // Kept though it may be refused: the endpoints that it lacks may be mapped later.
            _newest = definition;
            DefinitionCors? cors = CreateCors(definition);
            RequireNoCorsOf(_endpoints?.Endpoints ?? [], cors);
            EndpointPairing? pairing = _endpoints is null ? null : EndpointPairing.Create(definition, _endpoints.Endpoints);
            Engine.Reload(definition);
            _current = new DefinitionVersion(Engine.Current, pairing, cors);
        }

        _logger.DefinitionReloaded();
    }

    private DefinitionSource? CreateShadow() => Options.ShadowPath is { } path
        ? new DefinitionSource(Path.Combine(_services.GetRequiredService<IWebHostEnvironment>().ContentRootPath, path), Options.Reader)
        : null;

    private void ReloadShadow(ApiDefinition definition)
    {
        lock (_change)
        {
            Engine.ReloadShadow(definition);
            _current = _current with { Engine = Engine.Current };
        }

        _logger.ShadowReloaded();
    }

    // Whatever is wrong, the endpoints that could be paired before stay protected, and any others are not found.
#pragma warning disable CA1031
    private void PairAgain()
    {
        try
        {
            Reload(_newest);
        }
        catch (Exception exception)
        {
            _faults.Count(BackgroundFaults.Reload);
            Refuse(exception);
        }
    }
#pragma warning restore CA1031

    private void Refuse(Exception exception) => _logger.DefinitionReloadRefused(exception.Message);
}
