using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports every problem of a definition from any source.</summary>
internal static class DefinitionValidator
{
    // Each route and each Lambda authorizer is checked and served once for each stage. The service's quotas are 300 routes in 10 stages.
    private const long MaximumInStages = 50_000;

    /// <summary>The problems of a definition, with paths but without lines; empty if it is usable.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(ApiDefinition definition)
    {
        DefinitionReport report = new();
        if ((definition.Routes.Count + (long)definition.LambdaAuthorizers.Count) * definition.Stages.Count > MaximumInStages)
        {
            report.Add(
                "/stages", $"The stages have more than {MaximumInStages} routes and Lambda authorizers altogether.", "Split the API.");
            return report.Problems;
        }

        if (!Enum.IsDefined(definition.Compatibility))
        {
            report.Add("/compatibility", "The compatibility mode is unknown.", "Write 'standard' or 'aws'.");
        }

        ValidateAuthorizers(definition, report);
        ValidateRoutes(definition, report);
        ProtectedResourceValidator.ValidatePaths(definition, report);
        if (definition.Cors is { } cors)
        {
            CorsValidator.Validate("/cors", cors, report);
        }

        foreach ((string name, StageDefinition stage) in definition.Stages.TakeWhile(_ => !report.IsFull))
        {
            StageValidator.Validate(name, stage, definition, report);
        }

        return report.Problems;
    }

    private static void ValidateAuthorizers(ApiDefinition definition, DefinitionReport report)
    {
        CompatibilityProfile profile = CompatibilityProfile.Of(definition.Compatibility);
        ILookup<string, RouteDefinition> routesOf =
            definition.Routes.Values.ToLookup(route => route.Authorizer ?? "", StringComparer.Ordinal);
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            string path = JsonPointer.Append("/authorizers", name);
            AuthorizerValidator.Validate(path, authorizer, profile, report);
            ConditionValidator.ValidateClaims(path, authorizer, routesOf[name], report);
        }

        foreach ((string name, LambdaAuthorizerDefinition authorizer) in definition.LambdaAuthorizers)
        {
            LambdaAuthorizerValidator.Validate(name, authorizer, definition, report);
        }
    }

    private static void ValidateRoutes(ApiDefinition definition, DefinitionReport report)
    {
        RouteValidator routes = new(definition, report);
        Dictionary<string, string> keysByShape = new(StringComparer.Ordinal);
        foreach ((string key, RouteDefinition route) in definition.Routes.TakeWhile(_ => !report.IsFull))
        {
            string path = JsonPointer.Append("/routes", key);
            RouteKey? parsed = ParseKey(key, path, keysByShape, report);
            routes.Validate(path, parsed, route);
        }
    }

    private static RouteKey? ParseKey(string key, string path, Dictionary<string, string> keysByShape, DefinitionReport report)
    {
        if (!RouteKey.TryParse(key, out RouteKey? parsed, out string? problem))
        {
            report.Add(path, problem, "Write a route key such as 'GET /pets/{id}', 'ANY /files/{path+}' or '$default'.");
        }
        else if (!keysByShape.TryAdd(parsed.Shape, key))
        {
            report.Add(
                path, $"'{key}' and '{keysByShape[parsed.Shape]}' match the same requests.", "Remove one of the two.",
                code: DefinitionProblemCodes.RouteConflict);
        }

        return parsed;
    }
}
