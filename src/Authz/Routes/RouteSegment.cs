namespace Authz.Routes;

/// <summary>One segment of a route key: a literal, or the variable of that name.</summary>
internal readonly record struct RouteSegment(RouteSegmentKind Kind, string Text);
