namespace Authz;

/// <summary>How many requests are let through: a token bucket.</summary>
public sealed record RouteSettings
{
    /// <summary>Requests per second in the long run; 0 for none at all.</summary>
    /// <value>The default is null: the stage's default, or else the service's account limit of 10,000.</value>
    public double? ThrottlingRateLimit { get; init; }

    /// <summary>Requests at once; 0 for none at all.</summary>
    /// <value>The default is null: the stage's default, or else the service's account limit of 5,000.</value>
    public int? ThrottlingBurstLimit { get; init; }
}
