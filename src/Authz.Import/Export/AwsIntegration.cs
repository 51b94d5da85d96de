using Authz.Definitions.Mapping;

namespace Authz.Import.Export;

/// <summary>An integration in the service's words, which are the same in every file.</summary>
/// <param name="Definition">The integration.</param>
internal sealed record AwsIntegration(IntegrationDefinition Definition)
{
    private const string Removal = "remove:";
    private const string Nothing = "''";

    public bool IsFunction => Definition.Type == IntegrationType.AwsProxy;

    public string Type => IsFunction ? "AWS_PROXY" : "HTTP_PROXY";

    /// <summary>A function is invoked by POST, and ANY is the request's own method.</summary>
    public string Method => IsFunction ? "POST" : Definition.IntegrationMethod ?? RouteMethods.Any;

    /// <summary>HTTP backends have one version alone.</summary>
    public string PayloadFormatVersion => IsFunction ? PayloadFormat.Words.TextOf(Definition.PayloadFormatVersion) : PayloadFormat.Version1;

    /// <summary>The timeout; null for the service's own, which is ours.</summary>
    public int? TimeoutInMillis => Definition.Timeout == TimeSpan.FromSeconds(30) ? null : (int)Definition.Timeout.TotalMilliseconds;

    public IReadOnlyDictionary<string, string> RequestParameters => WithRemovals(Definition.RequestParameters);

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ResponseParameters =>
        new OrderedDictionary<string, IReadOnlyDictionary<string, string>>(
            Definition.ResponseParameters.Select(status =>
                KeyValuePair.Create(status.Key, (IReadOnlyDictionary<string, string>)WithRemovals(status.Value))),
            StringComparer.Ordinal);

    // The service has a value for a removal too.
    private static OrderedDictionary<string, string> WithRemovals(IReadOnlyDictionary<string, string> mappings) =>
        new OrderedDictionary<string, string>(
            mappings.Select(mapping => mapping.Key.StartsWith(Removal, StringComparison.Ordinal) ? KeyValuePair.Create(mapping.Key, Nothing) : mapping),
            StringComparer.Ordinal);
}
