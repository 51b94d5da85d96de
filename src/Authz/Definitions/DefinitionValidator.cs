using System.Buffers;
using Authz.Routes;

namespace Authz.Definitions;

/// <summary>Says everything that is wrong with a definition, however it was made.</summary>
internal static class DefinitionValidator
{
    private const int MaximumStageNameLength = 128;

    private static readonly SearchValues<char> s_stageName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The problems of a definition, with paths and without lines; empty where it is usable.</summary>
    public static IReadOnlyList<DefinitionProblem> Validate(ApiDefinition definition)
    {
        DefinitionReport report = new();
        if (!Enum.IsDefined(definition.Compatibility))
        {
            report.Add("/compatibility", "The compatibility mode is unknown.", "Write 'standard' or 'aws'.");
        }

        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            AuthorizerValidator.Validate(JsonPointer.Append("/authorizers", name), authorizer, definition.Compatibility, report);
        }

        if (definition.Routes.Count == 0)
        {
            report.Add("/routes", "The definition has no routes.", "Add a route, such as 'GET /pets'.");
        }

        Dictionary<string, string> keysByShape = new(StringComparer.Ordinal);
        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            string path = JsonPointer.Append("/routes", key);
            RouteKey? parsed = ParseKey(key, path, keysByShape, report);
            RouteValidator.Validate(path, parsed, route, definition, report);
        }

        if (definition.Cors is { } cors)
        {
            CorsValidator.Validate("/cors", cors, report);
        }

        ValidateStages(definition.Stages.Keys, report);
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
            report.Add(path, $"'{key}' and '{keysByShape[parsed.Shape]}' match the same requests.", "Remove one of the two.", code: DefinitionProblem.RouteConflict);
        }

        return parsed;
    }

    private static void ValidateStages(IEnumerable<string> names, DefinitionReport report)
    {
        foreach (string name in names)
        {
            bool isName = name.Length is > 0 and <= MaximumStageNameLength && !name.AsSpan().ContainsAnyExcept(s_stageName);
            if (!isName && name != "$default")
            {
                report.Add(
                    JsonPointer.Append("/stages", name),
                    $"'{name}' is not a stage name.",
                    $"Write '$default' or at most {MaximumStageNameLength} letters, digits, '_' and '-'.");
            }
        }
    }
}
