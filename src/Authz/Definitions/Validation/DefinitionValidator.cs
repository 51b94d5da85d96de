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

        CompatibilityProfile profile = CompatibilityProfile.Of(definition.Compatibility);
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            AuthorizerValidator.Validate(JsonPointer.Append("/authorizers", name), authorizer, profile, report);
        }

        foreach ((string name, LambdaAuthorizerDefinition authorizer) in definition.LambdaAuthorizers)
        {
            LambdaAuthorizerValidator.Validate(name, authorizer, definition, report);
        }

        if (definition.Routes.Count == 0)
        {
            report.Add("/routes", "The definition has no routes.", "Add a route, such as 'GET /pets'.");
        }

        RouteValidator routes = new(definition, report);
        Dictionary<string, string> keysByShape = new(StringComparer.Ordinal);
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            if (report.IsFull)
            {
                break;
            }

            string path = JsonPointer.Append("/routes", key);
            RouteKey? parsed = ParseKey(key, path, keysByShape, report);
            routes.Validate(path, parsed, route);
        }

        if (definition.Cors is { } cors)
        {
            CorsValidator.Validate("/cors", cors, report);
        }

        foreach ((string name, StageDefinition stage) in definition.Stages)
        {
            if (report.IsFull)
            {
                break;
            }

            StageValidator.Validate(name, stage, definition, report);
        }

        return report.Problems;
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
