using System.Diagnostics.CodeAnalysis;
using Authz.Routes;

namespace Authz;

/// <summary>A parsed route key: <c>GET /pets/{id}</c>, <c>ANY /files/{path+}</c>, <c>$default</c> or <c>$connect</c>. Immutable.</summary>
public sealed class RouteKey
{
    /// <summary>The text of the route key that takes what no other route matches.</summary>
    public const string DefaultText = "$default";

    /// <summary>The text of the route key of a WebSocket API's handshake, which no method and path match.</summary>
    public const string ConnectText = "$connect";

    private RouteKey(string text, string method, RouteSegment[] segments)
    {
        Text = text;
        Method = method;
        Segments = segments;
        Variables = [.. segments.Where(segment => segment.Kind != RouteSegmentKind.Literal).Select(segment => segment.Text)];
        PathShape = HasPath ? "/" + string.Join('/', segments.Select(segment => segment.Shape)) : "";
        Shape = HasPath ? $"{method} {PathShape}" : text;
    }

    /// <summary>The route key as written.</summary>
    public string Text { get; }

    /// <summary>One of the seven methods or <see cref="RouteMethods.Any"/>; empty for <c>$default</c> and <c>$connect</c>.</summary>
    public string Method { get; }

    /// <summary>
    /// The methods of the requests that the route takes: all seven for <c>ANY</c> and <c>$default</c>; empty for <c>$connect</c>.
    /// </summary>
    public IReadOnlyList<string> Methods => IsDefault || Method == RouteMethods.Any ? RouteMethods.All : HasPath ? [Method] : [];

    /// <summary>The path as written, such as <c>/pets/{id}</c>; empty for <c>$default</c> and <c>$connect</c>.</summary>
    public string Path => HasPath ? Text[(Method.Length + 1)..] : "";

    /// <summary>The path's segments; empty for <c>/</c>, <c>$default</c> and <c>$connect</c>.</summary>
    public IReadOnlyList<RouteSegment> Segments { get; }

    /// <summary>The names of the path variables in the path's order.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Whether this is <c>$default</c>.</summary>
    public bool IsDefault => Text == DefaultText;

    /// <summary>Whether the key names a method and a path.</summary>
    public bool HasPath => Method.Length > 0;

    /// <summary>Whether the last segment takes the rest of the path.</summary>
    public bool IsGreedy => Segments.Count > 0 && Segments[^1].Kind == RouteSegmentKind.Greedy;

    /// <summary>
    /// The route key without its variables' names, such as <c>GET /pets/{}</c>: two keys of one shape match the same requests.
    /// </summary>
    public string Shape { get; }

    /// <summary>The path's part of <see cref="Shape"/>; empty for <c>$default</c> and <c>$connect</c>.</summary>
    public string PathShape { get; }

    /// <summary>
    /// The route in an IAM policy: resources from the method on, such as <c>GET/pets/*</c>. IAM's <c>*</c> spans slashes, so they may match
    /// requests of other routes too. Empty for <c>$connect</c>.
    /// </summary>
    public IReadOnlyList<string> PolicyResources => AsPolicy().Patterns;

    /// <summary>Parses a route key.</summary>
    /// <param name="text">The route key.</param>
    /// <exception cref="FormatException">The text is not a route key; the message says why.</exception>
    public static RouteKey Parse(string text) =>
        TryParse(text, out RouteKey? key, out string? problem) ? key : throw new FormatException(problem);

    /// <summary>Parses a route key.</summary>
    /// <param name="text">The route key.</param>
    /// <param name="key">The parsed route key.</param>
    /// <param name="problem">What is wrong with it, as a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RouteKey? key, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        key = null;
        problem = null;
        if (text is DefaultText or ConnectText)
        {
            key = new RouteKey(text, method: "", segments: []);
        }
        else if (RouteKeyParser.TryParse(text, out string? method, out RouteSegment[]? segments, out problem))
        {
            key = new RouteKey(text, method, segments);
        }

        return key is not null;
    }

    /// <summary>
    /// Whether IAM policies cannot tell the two routes apart: whether one resource matches <see cref="PolicyResources"/> of both.
    /// </summary>
    /// <param name="other">The other route.</param>
    public bool OverlapsAsPolicy(RouteKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return AsPolicy().Overlaps(other.AsPolicy());
    }

    /// <summary>The route key as written.</summary>
    public override string ToString() => Text;

    /// <summary>A key whose path is these variables alone, under the names of another host's routing.</summary>
    internal static RouteKey OfVariables(IEnumerable<string> names) => new(
        DefaultText, RouteMethods.Any, [.. names.Select(name => new RouteSegment(RouteSegmentKind.Variable, name))]);

    private PolicyResources AsPolicy() => new(Methods, Segments, IsDefault);
}
