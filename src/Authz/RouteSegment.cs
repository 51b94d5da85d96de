namespace Authz;

/// <summary>One segment of a route key's path: a literal, or a variable.</summary>
public readonly record struct RouteSegment
{
    internal const string PolicyStar = "*";

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
    public string PolicyPattern => Kind == RouteSegmentKind.Literal && HasOneSpelling ? Text : PolicyStar;

    // How an ARN spells a character that is not unreserved is not documented.
    private bool HasOneSpelling => Text.Length == 0 || RfcText.IsUnreserved(Text);

    internal string Shape => Kind switch
    {
        RouteSegmentKind.Literal => Text,
        RouteSegmentKind.Variable => "{}",
        _ => "{+}",
    };
}
