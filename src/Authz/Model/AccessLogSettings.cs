namespace Authz;

/// <summary>The access log of a stage.</summary>
public sealed record AccessLogSettings
{
    /// <summary>A line of the log, in which <c>$context.NAME</c> stands for a value of the request; at most 3 KB.</summary>
    public required string Format { get; init; }

    /// <summary>The file to which lines are appended.</summary>
    /// <value>The default is null: standard output.</value>
    public string? Destination { get; init; }
}
