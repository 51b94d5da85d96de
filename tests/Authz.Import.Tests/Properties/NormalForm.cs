using System.Text;

namespace Authz.Import.Tests.Properties;

/// <summary>
/// A definition's text without what means the same on AWS: the order of members, the whole ARN of a function, a name for people, whom we
/// follow, limits that limit nothing.
/// </summary>
internal static class NormalForm
{
    /// <param name="definition">The definition.</param>
    /// <param name="fillLimits">Whether a limit that is given by half has the service's other half, as Terraform needs it.</param>
    public static string Of(ApiDefinition definition, bool fillLimits) => Encoding.UTF8.GetString(ApiDefinitionWriter.Write(definition with
    {
        Name = definition.Name ?? "api",
        Compatibility = CompatibilityMode.Standard,
        Authorizers = Sorted(definition.Authorizers, authorizer => authorizer),
        LambdaAuthorizers = Sorted(
            definition.LambdaAuthorizers, authorizer => authorizer with { AuthorizerUri = FunctionName(authorizer.AuthorizerUri) }),
        Routes = Sorted(definition.Routes, Route),
        Stages = Sorted(
            definition.Stages.Count > 0 ? definition.Stages : new Dictionary<string, StageDefinition> { ["$default"] = new() },
            stage => Stage(stage, fillLimits)),
    }));

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> members, Func<T, T> change) =>
        new(members.ToDictionary(member => member.Key, member => change(member.Value)), StringComparer.Ordinal);

    private static RouteDefinition Route(RouteDefinition route) => route.Integration is not { } integration ? route : route with
    {
        Integration = integration with
        {
            Uri = integration.Type == IntegrationType.AwsProxy ? FunctionName(integration.Uri) : integration.Uri,
            RequestParameters = Sorted(integration.RequestParameters, text => text),
            ResponseParameters = Sorted(integration.ResponseParameters, texts => Sorted(texts, text => text)),
        },
    };

    private static string FunctionName(string uri) => uri.Split(":function:")[^1].Split("/invocations")[0];

    private static StageDefinition Stage(StageDefinition stage, bool fillLimits)
    {
        RouteSettings? limits = Limits(stage.DefaultRouteSettings, null, fillLimits);
        return stage with
        {
            StageVariables = Sorted(stage.StageVariables, text => text),
            DefaultRouteSettings = limits,
            RouteSettings = Sorted(
                stage.RouteSettings.Where(route => Limits(route.Value, null, fillLimits) is not null).ToDictionary(),
                settings => Limits(settings, limits, fillLimits)!),
        };
    }

    private static RouteSettings? Limits(RouteSettings? settings, RouteSettings? otherwise, bool fillLimits)
    {
        if (settings is null or { ThrottlingRateLimit: null, ThrottlingBurstLimit: null })
        {
            return null;
        }

        return !fillLimits ? settings : new RouteSettings
        {
            ThrottlingRateLimit = settings.ThrottlingRateLimit ?? otherwise?.ThrottlingRateLimit ?? 10_000,
            ThrottlingBurstLimit = settings.ThrottlingBurstLimit ?? otherwise?.ThrottlingBurstLimit ?? 5_000,
        };
    }
}
