using System.Collections.Concurrent;
using Authz.AspNetCore.Operation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Authz.AspNetCore.Authentication;

/// <summary>
/// The schemes of the application. It replaces the platform's source of their options, which lets a validation exception escape from a
/// configuration reload: here that is logged and changes nothing.
/// </summary>
internal sealed class Schemes : IOptionsMonitor<JwtAuthorizerOptions>, IDisposable
{
    private readonly ConcurrentDictionary<string, Scheme> _schemes = new(StringComparer.Ordinal);
    private readonly Lock _change = new();
    private readonly IOptionsFactory<JwtAuthorizerOptions> _factory;
    private readonly IServiceProvider _services;
    private readonly KeyFetchHandler _fetchHandler;
    private readonly ILogger<Schemes> _logger;
    private readonly string[] _names;
    private readonly IDisposable[] _subscriptions;
    private int _changes;

    public Schemes(
        IEnumerable<SchemeName> names,
        IOptionsFactory<JwtAuthorizerOptions> factory,
        IEnumerable<IOptionsChangeTokenSource<JwtAuthorizerOptions>> sources,
        KeyFetchHandler fetchHandler,
        IServiceProvider services,
        ILogger<Schemes> logger)
    {
        _names = [.. names.Select(scheme => scheme.Name).Distinct(StringComparer.Ordinal)];
        _factory = factory;
        _fetchHandler = fetchHandler;
        _services = services;
        _logger = logger;
        _subscriptions = [.. sources.Select(source => ChangeToken.OnChange(source.GetChangeToken, Reload, source.Name))];
    }

    private event Action<JwtAuthorizerOptions, string?>? Changed;

    public JwtAuthorizerOptions CurrentValue => Get(JwtAuthorizerDefaults.AuthenticationScheme);

    /// <summary>The schemes that have been compiled: all of them once the application has started.</summary>
    public IEnumerable<KeyValuePair<string, Scheme>> Compiled => _schemes;

    public JwtAuthorizerOptions Get(string? name) => Find(name ?? JwtAuthorizerDefaults.AuthenticationScheme).Options;

    public IDisposable? OnChange(Action<JwtAuthorizerOptions, string?> listener)
    {
        Changed += listener;
        return new Listener(() => Changed -= listener);
    }

    /// <summary>Compiles every scheme.</summary>
    /// <exception cref="OptionsValidationException">A scheme is not usable; the exception has every problem of every scheme.</exception>
    public void CompileAll()
    {
        List<string> problems = [];
        foreach (string name in _names)
        {
            try
            {
                Find(name);
            }
            catch (OptionsValidationException exception)
            {
                problems.AddRange(exception.Failures);
            }
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(JwtAuthorizerOptions), problems);
        }
    }

    public void Dispose()
    {
        foreach (IDisposable subscription in _subscriptions)
        {
            subscription.Dispose();
        }

        foreach (Scheme scheme in _schemes.Values)
        {
            scheme.Dispose();
        }
    }

    private Scheme Find(string name)
    {
        if (_schemes.TryGetValue(name, out Scheme? scheme))
        {
            return scheme;
        }

        lock (_change)
        {
            return _schemes.TryGetValue(name, out scheme) ? scheme : Add(name);
        }
    }

    private Scheme Add(string name)
    {
        int changes = _changes;
        Scheme scheme = Create(name);
        _schemes[name] = scheme;
        if (changes != _changes)
        {
            // Other threads wait for the lock with their changes; this one can have made its own from the application's code.
            Reload(name);
        }

        return scheme;
    }

    private Scheme Create(string name)
    {
        JwtAuthorizerOptions options = _factory.Create(name);
        // A null here is refused with all other problems of the scheme.
        ApiAuthorizerOptions engine = options.Engine ?? new ApiAuthorizerOptions();
        return new Scheme(
            name,
            options,
            engine with
            {
                TimeProvider = engine.TimeProvider == TimeProvider.System
                    ? options.TimeProvider ?? TimeProvider.System
                    : engine.TimeProvider,
                KeyFetchHandler = engine.KeyFetchHandler ?? options.BackchannelHttpHandler ?? _fetchHandler,
                Fleet = engine.Fleet ?? _services.GetService<Fleet>(),
            },
            _services);
    }

    private void Reload(string? name)
    {
        if (name is null)
        {
            return;
        }

        // The application's code configures the options: its exception would leave a reload of configuration.
#pragma warning disable CA1031
        try
        {
            if (!TryReload(name))
            {
                return;
            }
        }
        catch (Exception exception)
        {
            _services.GetRequiredService<BackgroundFaults>().Count(BackgroundFaults.Reload);
            _logger.SchemeReloadRefused(name, exception.Message);
            return;
        }
#pragma warning restore CA1031

        _logger.SchemeReloaded(name);
        Changed?.Invoke(Get(name), name);
    }

    // False for a scheme that is yet to be compiled, and will have the change.
    private bool TryReload(string name)
    {
        lock (_change)
        {
            _changes++;
            if (!_schemes.TryGetValue(name, out Scheme? scheme))
            {
                return false;
            }

            scheme.Reload(_factory.Create(name));
            return true;
        }
    }

    // Listens until it is disposed.
    private sealed class Listener(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}

/// <summary>The name of a scheme that the application added, so that all of them are known at start.</summary>
internal sealed record SchemeName(string Name);
