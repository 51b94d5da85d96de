namespace Authz;

/// <summary>Requests of one route that a shadow would decide otherwise, for one reason.</summary>
public sealed record ShadowDifference
{
    /// <summary>What the shadow would do.</summary>
    public required ShadowEffect Effect { get; init; }

    /// <summary>The shadow's route, or that of the definition in force if the shadow has none; null if neither has.</summary>
    public required string? RouteKey { get; init; }

    /// <summary>Why the shadow would refuse the requests, or why they are refused now.</summary>
    public required RefusalReason Reason { get; init; }

    /// <summary>How many requests.</summary>
    public required long Count { get; init; }

    /// <summary>At most 16 that differ from each other.</summary>
    public required IReadOnlyList<ShadowSample> Samples { get; init; }
}
