namespace Authz.Import.Export;

/// <summary>The functions that API Gateway needs the permission to invoke.</summary>
internal static class InvokedFunctions
{
    /// <summary>
    /// Each function once, as permissions name it. Of one that a stage variable chooses there is only a notice: which it is, the file does
    /// not say.
    /// </summary>
    public static IReadOnlyList<string> Of(ApiDefinition definition, ExportReport report)
    {
        List<string> functions = [];
        foreach ((string path, string function) in Uses(definition))
        {
            if (function.Contains("${stageVariables.", StringComparison.Ordinal))
            {
                report.Notice(
                    path, $"The file gives API Gateway no permission to invoke '{function}', which a stage variable chooses.",
                    "Add an 'AWS::Lambda::Permission' for each.");
            }
            else if (!FunctionArn.IsUnusable(function))
            {
                functions.Add(FunctionArn.SubjectOf(function));
            }
        }

        return [.. functions.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Path, string Function)> Uses(ApiDefinition definition) =>
    [
        .. definition.LambdaAuthorizers.Select(authorizer =>
            (ExportReport.PathTo("authorizers", authorizer.Key, "authorizerUri"), authorizer.Value.AuthorizerUri)),
        .. definition.Routes.Where(route => route.Value.Integration is { Type: IntegrationType.AwsProxy }).Select(route =>
            (ExportReport.PathTo("routes", route.Key, "integration", "uri"), route.Value.Integration!.Uri)),
    ];
}
