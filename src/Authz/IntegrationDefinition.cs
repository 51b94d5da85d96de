namespace Authz;

/// <summary>An HTTP backend of a route (<c>HTTP_PROXY</c>).</summary>
public sealed record IntegrationDefinition
{
    /// <summary>The backend's URL; <c>{name}</c> stands for the route's path variable of that name.</summary>
    public required string Uri { get; init; }

    /// <summary>The method sent to the backend; null for the request's own.</summary>
    public string? IntegrationMethod { get; init; }

    /// <summary>How long the backend may take as a whole.</summary>
    /// <value>The default is 30 seconds; 50 milliseconds to 30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
