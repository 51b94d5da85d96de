using Authz.Decisions;
using Authz.Keys;
using Authz.Remembering;
using Authz.Revoking;
using Authz.Shadows;

namespace Authz;

/// <summary>Decides requests against an API definition. Safe for concurrent use; one instance serves a whole process.</summary>
public sealed class ApiAuthorizer : IDisposable
{
    private readonly Decider _decider;
    private readonly IssuerKeysRegistry _keys;
    private readonly RememberedTokens? _remembered;
    private readonly RevocationSources _revocations;
    private readonly ApiCompiler _compiler;
    private readonly ApiAuthorizerOptions _options;
    private readonly Lock _change = new();
    private ShadowEngine? _shadow;
    private bool _isDisposed;
    private volatile ApiAuthorizerSnapshot _current;

    /// <summary>Compiles the definition. No key is fetched before <see cref="WarmUpAsync"/> or the first request that needs one.</summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the exception names every problem.</exception>
    public ApiAuthorizer(ApiDefinition definition, ApiAuthorizerOptions? options = null)
        : this(definition, options, offline: null, running: null)
    {
    }

    private ApiAuthorizer(ApiDefinition definition, ApiAuthorizerOptions? options, OfflineKeys? offline, RevocationSources? running)
    {
        ArgumentNullException.ThrowIfNull(definition);
        options ??= new ApiAuthorizerOptions();
        options.Validate();
        _options = options;
        _decider = new Decider(options.TimeProvider);
        _keys = new IssuerKeysRegistry(options, isShadow: offline is not null, offline);
        _remembered = options.RememberedTokenBytes > 0 ? new RememberedTokens(options.RememberedTokenBytes) : null;
        _revocations = new RevocationSources(options, running: running);
        _compiler = new ApiCompiler(options, _keys, _remembered, _revocations);
        CompiledApi api = _compiler.Compile(definition);
        _revocations.Retain(api.Revocations);
        _current = new ApiAuthorizerSnapshot(_decider, api);
    }

    /// <summary>The definition in force.</summary>
    public ApiDefinition Definition => _current.Definition;

    /// <summary>
    /// The definition in force, as a snapshot that a host can keep while it does more with a request than decide it.
    /// </summary>
    public ApiAuthorizerSnapshot Current => _current;

    /// <summary>The state of each issuer's keys.</summary>
    public IReadOnlyList<IssuerKeyStatus> Issuers => [.. _keys.Issuers.Select(keys => keys.GetStatus())];

    /// <summary>The state of each source of revocations; none if no authorizer asks for them.</summary>
    public IReadOnlyList<RevocationStatus> Revocations => [.. _revocations.All.Select(source => source.GetStatus())];

    /// <summary>
    /// Decides a request; completes synchronously unless it must wait for an issuer's keys, or, up to 25 ms, for a fleet that may have seen
    /// its DPoP proof.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up while keys were awaited; their fetch goes on.</exception>
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken = default) =>
        _decider.DecideAsync(_current.Api, request, cancellationToken);

    /// <summary>
    /// Decides a request without waiting. If it would have to wait for keys, it starts their fetch and the outcome is
    /// <see cref="AuthorizationOutcome.Unavailable"/>. With a fleet a request with a DPoP proof is always refused for
    /// <see cref="RefusalReason.ReplayUnavailable"/>, because only the fleet knows whether another replica has seen the proof.
    /// </summary>
    public AuthorizationDecision Authorize(AuthorizationRequest request) => _decider.Decide(_current.Api, request);

    /// <summary>
    /// Decides a request with the code of <see cref="AuthorizeAsync"/> and explains what each check expected and found. The token is
    /// verified even if it is remembered, and is not remembered afterwards.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up while keys were awaited; their fetch goes on.</exception>
    public ValueTask<Explanation> ExplainAsync(AuthorizationRequest request, CancellationToken cancellationToken = default) =>
        _decider.ExplainAsync(_current.Api, request, cancellationToken);

    /// <summary>Explains a request without ever waiting, as <see cref="Authorize"/> decides it.</summary>
    public Explanation Explain(AuthorizationRequest request) => _decider.Explain(_current.Api, request);

    /// <summary>
    /// Fetches every issuer's keys and waits for them; an issuer that cannot be reached is not an error (see <see cref="Issuers"/>).
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the fetches go on.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default)
    {
        // Not waited for: a shadow holds up nothing.
        _ = Volatile.Read(ref _shadow)?.WarmUpAsync();
        return Task.WhenAll(_keys.Issuers.Select(keys => keys.WarmUpAsync(cancellationToken)));
    }

    /// <summary>
    /// Fetches the keys whose refresh is due, looks at the files of revocations, and waits for both: for a host whose process is frozen between requests, as on AWS Lambda.
    /// Other hosts need not call it. Completes at once if no refresh is due; an issuer that cannot be reached is not an error.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the fetches go on.</exception>
    public Task RefreshDueKeysAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll([.. _keys.Issuers.Select(keys => keys.RefreshIfDueAsync(cancellationToken)), _revocations.RefreshAsync().WaitAsync(cancellationToken)]);

    /// <summary>
    /// Replaces the definition, as a whole or not at all. Requests in progress keep the old one; remembered tokens are verified anew.
    /// </summary>
    /// <exception cref="ApiDefinitionException">The definition is not usable; the old one stays in force.</exception>
    public void Reload(ApiDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);

        // One step under the lock: a second reload in between would drop keys that this one needs.
        lock (_change)
        {
            CompiledApi api = _compiler.Compile(definition);
            _current = new ApiAuthorizerSnapshot(_decider, api, _shadow?.Bind(api));
            _keys.Retain(_isDisposed ? [] : api.Keys);
            _revocations.Retain(_isDisposed ? [] : api.Revocations);

            // Tokens that the old authorizers accepted can never be found again.
            _remembered?.Clear();
        }
    }

    /// <summary>
    /// Decides each request by another definition as well, after the one in force, and counts where the two differ (see
    /// <see cref="Shadow"/>). Only the definition in force counts: the other one changes no decision, keeps no request waiting, uses no
    /// proof up, calls no function, and has its own keys and its own budget for fetching them.
    /// </summary>
    /// <param name="definition">The other definition; null to stop.</param>
    /// <exception cref="ApiDefinitionException">It is not usable; what was decided beside before stays.</exception>
    public void ReloadShadow(ApiDefinition? definition)
    {
        lock (_change)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ShadowEngine? engine = _shadow;
            if (definition is not null)
            {
                engine ??= new ShadowEngine(_decider, _options, _compiler);
                try
                {
                    engine.Compile(definition);
                }
                catch (ApiDefinitionException) when (_shadow is null)
                {
                    engine.Dispose();
                    throw;
                }
            }

            CompiledApi api = _current.Api;
            _current = new ApiAuthorizerSnapshot(_decider, api, definition is null ? null : engine!.Bind(api));
            Volatile.Write(ref _shadow, definition is null ? null : engine);
            if (definition is null)
            {
                engine?.Dispose();
            }
        }
    }

    /// <summary>What the definition of <see cref="ReloadShadow"/> would have decided otherwise, since either was loaded; null without one.</summary>
    public ShadowReport? Shadow => _current.Shadow?.Report();

    /// <summary>
    /// An authorizer that tries another definition out, and reaches nobody for it: its keys are those in force here of the same issuers, or
    /// the given ones, and so are its revocations.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">How the engine works.</param>
    /// <param name="keySet">A JWKS for every issuer without inline keys; null for the keys in force here.</param>
    /// <exception cref="ApiDefinitionException">The definition is not usable.</exception>
    internal ApiAuthorizer TryOut(ApiDefinition definition, ApiAuthorizerOptions options, string? keySet) =>
        new(definition, options with { KeySnapshot = null, RememberedTokenBytes = 0 }, new OfflineKeys(FindUsableKeys, keySet), _revocations);

    private IssuerKeys? FindUsableKeys(string issuer) => _keys.Issuers.FirstOrDefault(keys => keys.Issuer == issuer && keys.IsUsable);

    /// <summary>Stops refreshing keys and looking at files.</summary>
    public void Dispose()
    {
        lock (_change)
        {
            _isDisposed = true;
            _keys.Dispose();
            _shadow?.Dispose();
            _revocations.Dispose();
        }
    }
}
