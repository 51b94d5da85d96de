using System.Buffers;

namespace Authz;

/// <summary>One segment of a route key's path: a literal, or a variable.</summary>
public readonly record struct RouteSegment
{
    internal const string PolicyStar = "*";

    // RFC 3986 section 2.3: what no one percent-encodes. How an ARN spells any other character is not documented.
    private static readonly SearchValues<char> s_unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    internal RouteSegment(RouteSegmentKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>What the segment stands for.</summary>
    public RouteSegmentKind Kind { get; }

    /// <summary>The literal's characters, or the variable's name without braces.</summary>
    public string Text { get; }

    /// <summary>
    /// What stands for the segment in an IAM resource: <c>*</c> for a variable, and for a literal with a character that an ARN may spell in
    /// another way; else the literal.
    /// </summary>
    public string PolicyPattern => Kind == RouteSegmentKind.Literal && !Text.AsSpan().ContainsAnyExcept(s_unreserved) ? Text : PolicyStar;

    internal string Shape => Kind switch
    {
        RouteSegmentKind.Literal => Text,
        RouteSegmentKind.Variable => "{}",
        _ => "{+}",
    };
}
