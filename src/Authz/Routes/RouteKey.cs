using System.Diagnostics.CodeAnalysis;

namespace Authz.Routes;

/// <summary>A parsed route key: <c>GET /pets/{id}</c>, <c>ANY /files/{path+}</c> or <c>$default</c>.</summary>
internal sealed class RouteKey
{
    /// <summary>The key of the route for requests that no other route matches.</summary>
    public const string DefaultText = "$default";

    /// <summary>The route key of a WebSocket API's handshake; no method and path match it.</summary>
    public const string ConnectText = "$connect";

    /// <summary>The longest path of a route key, in characters.</summary>
    public const int MaximumPathLength = 512;

    /// <summary>The longest literal segment of a route key, in characters.</summary>
    public const int MaximumLiteralLength = 128;

    internal RouteKey(string text, string method, RouteSegment[] segments)
    {
        Text = text;
        Method = method;
        Segments = segments;
        Variables = [.. segments.Where(segment => segment.Kind != RouteSegmentKind.Literal).Select(segment => segment.Text)];
    }

    /// <summary>The route key as written.</summary>
    public string Text { get; }

    /// <summary>One of the seven methods or <c>ANY</c>; empty for <c>$default</c> and <c>$connect</c>.</summary>
    public string Method { get; }

    /// <summary>The path's segments; empty for <c>/</c>, <c>$default</c> and <c>$connect</c>.</summary>
    public IReadOnlyList<RouteSegment> Segments { get; }

    /// <summary>The names of the path variables in the path's order.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Whether this is <c>$default</c>.</summary>
    public bool IsDefault => Text == DefaultText;

    /// <summary>Whether the key names a method and a path.</summary>
    public bool HasPath => Method.Length > 0;

    /// <summary>Whether the last segment matches the rest of the path.</summary>
    public bool IsGreedy => Segments.Count > 0 && Segments[^1].Kind == RouteSegmentKind.Greedy;

    /// <summary>The route key without its variables' names: two keys of one shape match the same requests.</summary>
    public string Shape => !HasPath ? Text : $"{Method} /" + string.Join('/', Segments.Select(segment => segment.Kind switch
    {
        RouteSegmentKind.Literal => segment.Text,
        RouteSegmentKind.Variable => "{}",
        _ => "{+}",
    }));

    /// <summary>Parses a route key.</summary>
    /// <param name="text">The route key.</param>
    /// <param name="key">The parsed route key.</param>
    /// <param name="problem">What is wrong with it, as a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out RouteKey? key, [NotNullWhen(false)] out string? problem) =>
        RouteKeyParser.TryParse(text, out key, out problem);

    public override string ToString() => Text;
}
