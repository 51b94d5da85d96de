using Authz.Decisions;
using Authz.Keys;
using Authz.Remembering;
using Authz.Revoking;

namespace Authz.Shadows;

/// <summary>
/// What a shadow has of its own, so that it changes nothing for the definition in force: keys, the budget for fetching them, remembered
/// tokens. Not safe for concurrent change.
/// </summary>
internal sealed class ShadowEngine : IDisposable
{
    private readonly ShadowDecider _decider;
    private readonly IssuerKeysRegistry _keys;
    private readonly RememberedTokens? _remembered;
    private readonly RevocationSources _revocations;
    private readonly ApiCompiler _compiler;
    private readonly ShadowMetrics _metrics = new();
    private CompiledApi? _api;

    public ShadowEngine(Decider decider, ApiAuthorizerOptions options, ApiCompiler enforced)
    {
        ApiAuthorizerOptions own = options with { KeySnapshot = null };
        _decider = new ShadowDecider(decider, options.TimeProvider);
        _keys = new IssuerKeysRegistry(own, isShadow: true);
        _remembered = own.RememberedTokenBytes > 0 ? new RememberedTokens(own.RememberedTokenBytes) : null;
        _revocations = new RevocationSources(own, isShadow: true);
        _compiler = new ApiCompiler(own, _keys, _remembered, _revocations) { Proofs = enforced.Proofs.ForShadow() };
    }

    /// <summary>Takes another definition.</summary>
    /// <exception cref="ApiDefinitionException">It is not usable; the one before stays.</exception>
    public void Compile(ApiDefinition definition)
    {
        _api = _compiler.Compile(definition);
        _keys.Retain(_api.Keys);
        _revocations.Retain(_api.Revocations);
        _remembered?.Clear();
        _ = WarmUpAsync();
    }

    /// <summary>The shadow of the definition in force, with nothing counted yet.</summary>
    public ShadowApi Bind(CompiledApi enforced) => new(_decider, _api!, enforced, _keys, new ShadowCounts(_metrics));

    /// <summary>Fetches the keys that have not been fetched.</summary>
    public Task WarmUpAsync() => Task.WhenAll(_keys.Issuers.Select(keys => keys.WarmUpAsync(CancellationToken.None)));

    public void Dispose()
    {
        _keys.Dispose();
        _revocations.Dispose();
        _metrics.Dispose();
    }
}
