namespace Authz;

/// <summary>How many requests are let through: a token bucket.</summary>
public sealed record RouteSettings
{
    /// <summary>Requests per second in the long run; 0 for none at all.</summary>
    /// <value>The default is null: the stage's default; without one 10,000 where a burst is given, and no limit where none is.</value>
    public double? ThrottlingRateLimit { get; init; }

    /// <summary>Requests at once; 0 for none at all.</summary>
    /// <value>The default is null: the stage's default; without one 5,000 where a rate is given, and no limit where none is.</value>
    public int? ThrottlingBurstLimit { get; init; }
}
