using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Authz.AspNetCore.Definitions;

/// <summary>The route keys of an endpoint, whose shapes a definition's route keys can have.</summary>
internal static class EndpointRouteKeys
{
    /// <summary>One for each of the endpoint's methods; null when no route key says what the method and the pattern say.</summary>
    public static IEnumerable<RouteKey?> Of(RouteEndpoint endpoint)
    {
        IReadOnlyList<string>? methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        string?[] segments = [.. endpoint.RoutePattern.PathSegments.Select(SegmentOf)];
        string path = "/" + string.Join('/', segments);
        return (methods is { Count: > 0 } ? methods : [RouteMethods.Any]).Select(
            method => !segments.Contains(null) && RouteKey.TryParse($"{method} {path}", out RouteKey? key, out _) ? key : null);
    }

    // Names of variables do not matter, but must differ.
    private static string? SegmentOf(RoutePatternPathSegment segment, int index) => segment.Parts switch
    {
        [RoutePatternLiteralPart literal] when !literal.Content.AsSpan().ContainsAny('{', '}') => literal.Content,
        [RoutePatternParameterPart { IsCatchAll: true }] => $"{{v{index}+}}",
        [RoutePatternParameterPart { IsOptional: false, Default: null }] => $"{{v{index}}}",
        _ => null,
    };
}
