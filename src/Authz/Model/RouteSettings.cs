namespace Authz;

/// <summary>How many requests are let through: a token bucket.</summary>
public sealed record RouteSettings
{
    /// <summary>Requests per second in the long run; 0 lets no request pass.</summary>
    /// <value>The default is null: the stage's default; without one 10,000 if a burst is given, else no limit.</value>
    public double? ThrottlingRateLimit { get; init; }

    /// <summary>Requests at once; 0 lets no request pass.</summary>
    /// <value>The default is null: the stage's default; without one 5,000 if a rate is given, else no limit.</value>
    public int? ThrottlingBurstLimit { get; init; }
}
