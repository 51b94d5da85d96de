using System.Collections.ObjectModel;

namespace Authz;

/// <summary>The integration that answers a route's requests: an HTTP backend or a function.</summary>
public sealed record IntegrationDefinition
{
    /// <value>The default is <see cref="IntegrationType.HttpProxy"/>.</value>
    public IntegrationType Type { get; init; }

    /// <summary>
    /// The backend's URL, in which <c>{name}</c> stands for the route's path variable of that name; or the function: its name, its ARN, or
    /// the ARN by which API Gateway invokes it. <c>${stageVariables.NAME}</c> stands for a stage's variable.
    /// </summary>
    public required string Uri { get; init; }

    /// <summary>The method sent to an HTTP backend; null for the request's own.</summary>
    public string? IntegrationMethod { get; init; }

    /// <summary>How long the backend or function may take as a whole.</summary>
    /// <value>The default is 30 seconds; 50 milliseconds to 30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The shape of a function's events and answers.</summary>
    /// <value>The default is <see cref="PayloadFormatVersion.Version2"/>.</value>
    public PayloadFormatVersion PayloadFormatVersion { get; init; }

    /// <summary>How a function gets the claims of a verified token.</summary>
    /// <value>The default is <see cref="ClaimFormat.Strings"/>.</value>
    public ClaimFormat ClaimFormat { get; init; }

    /// <summary>
    /// Whether a request may become a WebSocket to an HTTP backend (RFC 6455). It is decided once, and ended when the request would no longer
    /// be allowed. HTTP APIs on AWS have none.
    /// </summary>
    /// <value>The default is false: such a request is an ordinary one.</value>
    public bool WebSockets { get; init; }

    /// <summary>Changes to the request for an HTTP backend, by key such as <c>overwrite:header.x-user</c>.</summary>
    public IReadOnlyDictionary<string, string> RequestParameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Changes to the backend's answer, by status code and key such as <c>remove:header.x-secret</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ResponseParameters { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>.Empty;
}
