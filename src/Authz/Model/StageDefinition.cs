using System.Collections.ObjectModel;

namespace Authz;

/// <summary>
/// A stage: <c>$default</c> is served from the root, any other from <c>/NAME</c>; one with <see cref="Hosts"/> from the root of each of them.
/// </summary>
public sealed record StageDefinition
{
    /// <summary>The values of <c>${stageVariables.NAME}</c>.</summary>
    public IReadOnlyDictionary<string, string> StageVariables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The limits of each route without its own settings; null for no limits.</summary>
    public RouteSettings? DefaultRouteSettings { get; init; }

    /// <summary>How many requests single routes let through, by route key.</summary>
    public IReadOnlyDictionary<string, RouteSettings> RouteSettings { get; init; } = ReadOnlyDictionary<string, RouteSettings>.Empty;

    /// <summary>
    /// The host names that are this stage's alone, exact, in lower case and without a port. Empty, the default, for every host that is no other
    /// stage's.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The access log; null for none.</summary>
    public AccessLogSettings? AccessLogSettings { get; init; }
}
