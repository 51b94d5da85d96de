namespace Authz;

/// <summary>The kind of a segment of a route key.</summary>
public enum RouteSegmentKind : byte
{
    /// <summary>Exactly its own text.</summary>
    Literal,

    /// <summary><c>{name}</c>: any one segment that is not empty.</summary>
    Variable,

    /// <summary><c>{name+}</c>: the rest of the path, at least one segment.</summary>
    Greedy,
}
