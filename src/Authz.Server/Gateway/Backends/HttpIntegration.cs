using System.Collections.Frozen;
using System.Globalization;
using Authz.Definitions.Parameters;
using Authz.Server.Gateway.Mapping;

namespace Authz.Server.Gateway.Backends;

/// <summary>An HTTP backend (<c>HTTP_PROXY</c>).</summary>
/// <param name="Uri">Its URL.</param>
/// <param name="Method">The method sent to it; null for the request's own.</param>
/// <param name="Timeout">The time limit for the whole exchange.</param>
internal sealed record HttpIntegration(IntegrationUri Uri, string? Method, TimeSpan Timeout) : GatewayIntegration
{
    public override string Description => Uri.Text;

    /// <summary>Whether a request may become a WebSocket.</summary>
    public bool AllowsWebSockets { get; init; }

    /// <summary>The mapping of requests; null for none.</summary>
    public ParameterMapping? RequestMapping { get; init; }

    /// <summary>The mappings of responses, by the backend's status.</summary>
    public FrozenDictionary<int, ParameterMapping> ResponseMappings { get; init; } = FrozenDictionary<int, ParameterMapping>.Empty;

    /// <summary>Compiles the integration of a validated definition; null if its URL cannot be filled in.</summary>
    public static HttpIntegration? Compile(RouteKey routeKey, IntegrationDefinition definition)
    {
        if (IntegrationUri.Compile(routeKey, definition.Uri) is not { } uri)
        {
            return null;
        }

        return new HttpIntegration(uri, definition.IntegrationMethod, definition.Timeout)
        {
            AllowsWebSockets = definition.WebSockets,
            RequestMapping = ParameterMapping.Compile(definition.RequestParameters, MappingDirection.Request),
            ResponseMappings = CompileResponses(definition.ResponseParameters),
        };
    }

    private static FrozenDictionary<int, ParameterMapping> CompileResponses(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> definitions)
    {
        Dictionary<int, ParameterMapping> mappings = [];
        foreach ((string status, IReadOnlyDictionary<string, string> definition) in definitions)
        {
            if (ParameterMapping.Compile(definition, MappingDirection.Response) is { } mapping)
            {
                mappings[int.Parse(status, CultureInfo.InvariantCulture)] = mapping;
            }
        }

        return mappings.ToFrozenDictionary();
    }
}
