using Authz.Server.Gateway.Cors;
using Authz.Server.Gateway.Requests;
using Authz.Server.Gateway.Stages;

namespace Authz.Server.Gateway;

/// <summary>One version of an API as the gateway runs it. Immutable: a request belongs to one version only.</summary>
internal sealed class GatewayApi(ApiAuthorizerSnapshot authorizer, GatewayStages stages)
{
    public ApiAuthorizerSnapshot Authorizer { get; } = authorizer;

    public ApiDefinition Definition => Authorizer.Definition;

    public CompatibilityProfile Profile { get; } = CompatibilityProfile.Of(authorizer.Definition.Compatibility);

    /// <summary>The most bytes of request line and header values together.</summary>
    public int HeadBytes { get; } = RequestLimits.HeadBytesOf(authorizer.Definition);

    public GatewayStages Stages { get; } = stages;

    /// <summary>Whether tokens may be bound to client certificates, so that TLS asks for one.</summary>
    public bool AsksForCertificates { get; } = HasCertificateBinding(authorizer.Definition);

    /// <summary>The cross-origin rules; null if the API has no <c>cors</c>.</summary>
    public CorsRules? Cors { get; } = authorizer.Definition.Cors is null ? null : new CorsRules(authorizer.Definition);

    /// <summary>Whether any authorizer of a definition takes tokens that are bound to client certificates.</summary>
    public static bool HasCertificateBinding(ApiDefinition definition) => definition.Authorizers.Values
        .Any(one => one.TokenBinding is { MutualTls: not TokenBindingRule.Refused });
}
