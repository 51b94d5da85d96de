using System.Collections.Concurrent;
using Authz.AspNetCore.Operation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Authz.AspNetCore.Authentication;

/// <summary>
/// The schemes of the application. To handlers it is the source of options, and it only ever hands out options that held: a reload that
/// does not is logged and changes nothing.
/// </summary>
internal sealed class Schemes : IOptionsMonitor<JwtAuthorizerOptions>, IDisposable
{
    private readonly ConcurrentDictionary<string, Scheme> _schemes = new(StringComparer.Ordinal);
    private readonly Lock _change = new();
    private readonly IOptionsMonitor<JwtAuthorizerOptions> _monitor;
    private readonly IServiceProvider _services;
    private readonly KeyFetchHandler _fetchHandler;
    private readonly ILogger<Schemes> _logger;
    private readonly string[] _names;
    private readonly IDisposable? _subscription;

    public Schemes(
        IEnumerable<SchemeName> names,
        IOptionsMonitor<JwtAuthorizerOptions> monitor,
        KeyFetchHandler fetchHandler,
        IServiceProvider services,
        ILogger<Schemes> logger)
    {
        _names = [.. names.Select(scheme => scheme.Name).Distinct(StringComparer.Ordinal)];
        _monitor = monitor;
        _fetchHandler = fetchHandler;
        _services = services;
        _logger = logger;
        _subscription = monitor.OnChange(Reload);
    }

    public JwtAuthorizerOptions CurrentValue => Get(JwtAuthorizerDefaults.AuthenticationScheme);

    /// <summary>The schemes that have been compiled: all of them once the application has started.</summary>
    public IEnumerable<KeyValuePair<string, Scheme>> Compiled => _schemes;

    public JwtAuthorizerOptions Get(string? name) => Find(name ?? JwtAuthorizerDefaults.AuthenticationScheme).Options;

    /// <summary>The handlers ask anew for each request; nobody needs to be told.</summary>
    public IDisposable? OnChange(Action<JwtAuthorizerOptions, string?> listener) => null;

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
        _subscription?.Dispose();
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
            return _schemes.GetOrAdd(name, Create);
        }
    }

    private Scheme Create(string name)
    {
        JwtAuthorizerOptions options = _monitor.Get(name);
        // What is null here, the scheme refuses with all other problems.
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
            },
            _services);
    }

    private void Reload(JwtAuthorizerOptions options, string? name)
    {
        if (name is null || !_schemes.TryGetValue(name, out Scheme? scheme))
        {
            return;
        }

        try
        {
            lock (_change)
            {
                scheme.Reload(options);
            }

            _logger.SchemeReloaded(name);
        }
        catch (OptionsValidationException exception)
        {
            _logger.SchemeReloadRefused(name, exception.Message);
        }
    }
}
