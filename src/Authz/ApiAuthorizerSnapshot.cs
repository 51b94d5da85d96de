using Authz.Decisions;
using Authz.Shadows;

namespace Authz;

/// <summary>
/// One definition of an <see cref="ApiAuthorizer"/>. It keeps deciding for its holder, even if the authorizer is reloaded.
/// Its issuers' keys are the authorizer's; those that a newer definition no longer names are not refreshed.
/// </summary>
public sealed class ApiAuthorizerSnapshot
{
    private readonly Decider _decider;

    internal ApiAuthorizerSnapshot(Decider decider, CompiledApi api, ShadowApi? shadow = null)
    {
        _decider = decider;
        Shadow = shadow;
        Api = api with { Observe = shadow is null ? null : shadow.Observe };
    }

    /// <summary>The definition that decides.</summary>
    public ApiDefinition Definition => Api.Definition;

    /// <summary>
    /// Whether a host that applies the definition's <see cref="ApiDefinition.Cors"/> has a preflight decided like any other request, as the
    /// service does: a route with an authorizer refuses it. Otherwise the host answers every preflight at once.
    /// </summary>
    public bool DecidesPreflights => CompatibilityProfile.Of(Definition.Compatibility).DecidesPreflights;

    /// <summary>The routes of the definition, each at its <see cref="ApiRoute.Index"/>.</summary>
    public IReadOnlyList<ApiRoute> Routes => Api.Listed;

    /// <summary>
    /// The metadata that a request asks for (RFC 9728 section 3), which a host serves to anyone before it looks for a stage and a route;
    /// null if it asks for none.
    /// </summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The target as it came over the wire, with the name of a stage or a path prefix if there is one.</param>
    public ProtectedResourceMetadata? FindMetadata(string method, string target) => Api.Metadata.Find(method, target);

    /// <summary>The metadata of the protected resources, one for each place that serves it.</summary>
    public IReadOnlyList<ProtectedResourceMetadata> ProtectedResources => Api.Metadata.All;

    internal CompiledApi Api { get; }

    /// <summary>The definition that is decided beside this one; null if there is none.</summary>
    internal ShadowApi? Shadow { get; }

    /// <summary>
    /// Decides a request; completes synchronously unless it must wait for an issuer's keys, or, up to 25 ms, for a fleet that may have seen
    /// its DPoP proof.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up while keys were awaited; their fetch goes on.</exception>
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizationRequest request, CancellationToken cancellationToken = default) =>
        _decider.DecideAsync(Api, request, cancellationToken);
}
