using Authz.Server.Gateway;
using Authz.Server.Gateway.Mapping;

namespace Authz.Server.Decide;

/// <summary>A route whose upstream is the proxy's affair: only the headers that go there are ours.</summary>
/// <param name="Headers">The headers of the whole definition.</param>
internal sealed record ProxiedIntegration(MappedHeaders Headers) : GatewayIntegration
{
    /// <summary>The header mappings of the route; null for none.</summary>
    public ParameterMapping? Mapping { get; init; }

    public override string Description => "the proxy's";

    /// <inheritdoc/>
    /// <remarks>The proxy's affair.</remarks>
    public override TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;
}
