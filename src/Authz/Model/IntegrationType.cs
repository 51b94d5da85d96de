namespace Authz;

/// <summary>What answers a route's requests.</summary>
public enum IntegrationType
{
    /// <summary><c>HTTP_PROXY</c>: an HTTP backend, which gets the request itself.</summary>
    HttpProxy,

    /// <summary><c>AWS_PROXY</c>: a Lambda function, which gets the request as an event.</summary>
    AwsProxy,
}
