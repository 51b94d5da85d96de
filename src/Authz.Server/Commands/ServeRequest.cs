namespace Authz.Server.Commands;

/// <summary>What <c>authz serve</c> is asked to do.</summary>
internal sealed record ServeRequest
{
    /// <summary>The definition's file; null for quick create.</summary>
    public string? Definition { get; init; }

    public IReadOnlyList<string>? Parameters { get; init; }

    public required Uri Listen { get; init; }

    public Uri? Target { get; init; }

    /// <summary>Where the inspector listens; null for no inspector.</summary>
    public Uri? Inspect { get; init; }

    /// <summary>The page that challenges name; null for none.</summary>
    public Uri? ErrorUri { get; init; }
}
