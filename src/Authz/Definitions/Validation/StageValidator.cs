using System.Buffers;
using System.Text;
using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of a stage.</summary>
internal static class StageValidator
{
    private const int MaximumNameLength = 128;
    private const int MaximumVariableNameLength = 64;
    private const int MaximumVariableLength = 512;
    private const int MaximumFormatBytes = 3 * 1024;

    // PATH_MAX of Linux, with its final NUL.
    private const int MaximumFileNameBytes = 4095;

    private static readonly SearchValues<char> s_name =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> s_variableName =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    // API Gateway V2 API reference, Stage.stageVariables.
    private static readonly SearchValues<char> s_variable =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#&=,");

    public static void Validate(string name, StageDefinition stage, ApiDefinition definition, DefinitionReport report)
    {
        string path = JsonPointer.Append("/stages", name);
        if (name != StageVariableText.DefaultStage && !IsText(name, MaximumNameLength, s_name))
        {
            report.Add(
                path,
                $"'{name}' is not a stage name.",
                $"Write '$default' or at most {MaximumNameLength} letters, digits, '_' and '-'.");
        }

        StageFormat.Stage.CheckRanges(path, stage, report);
        ValidateVariables(JsonPointer.Append(path, "stageVariables"), stage.StageVariables, report);
        ValidateSettings(JsonPointer.Append(path, "defaultRouteSettings"), stage.DefaultRouteSettings, report);
        string settingsPath = JsonPointer.Append(path, "routeSettings");
        foreach ((string key, RouteSettings settings) in stage.RouteSettings)
        {
            if (report.IsFull)
            {
                break;
            }

            string routePath = JsonPointer.Append(settingsPath, key);
            ValidateSettings(routePath, settings, report);
            if (!definition.Routes.ContainsKey(key))
            {
                string remedy = NearestName.Find(key, definition.Routes.Keys) is { } meant ? $"Did you mean '{meant}'?" : "Remove it.";
                report.Add(routePath, $"There is no route '{key}'.", remedy);
            }
        }

        ValidateAccessLog(JsonPointer.Append(path, "accessLogSettings"), stage.AccessLogSettings, report);
        StageHosts.Validate(name, JsonPointer.Append(path, "hosts"), definition, report);
    }

    private static void ValidateAccessLog(string path, AccessLogSettings? log, DefinitionReport report)
    {
        if (log is null)
        {
            return;
        }

        if (Encoding.UTF8.GetByteCount(log.Format) is 0 or > MaximumFormatBytes)
        {
            report.Add(
                JsonPointer.Append(path, "format"),
                "The access log's format is missing or too long.",
                $"Write at most {MaximumFormatBytes} bytes, such as '$context.requestId $context.status'.");
        }

        if (log.Destination is { } file && !IsFileName(file))
        {
            report.Add(
                JsonPointer.Append(path, "destination"),
                "The access log's destination is not a file's path.",
                $"Write a path of at most {MaximumFileNameBytes} bytes, such as '/var/log/authz/access.log', or nothing for standard output.");
        }
    }

    // Anything else could not be opened, on this machine or on the one that the definition is for.
    private static bool IsFileName(string path) =>
        !string.IsNullOrWhiteSpace(path)
        && !path.Any(char.IsControl)
        && Encoding.UTF8.GetByteCount(path) <= MaximumFileNameBytes
        && !path.EndsWith('/')
        && Path.GetFileName(path) is not ("." or "..");

    private static void ValidateVariables(string path, IReadOnlyDictionary<string, string> variables, DefinitionReport report)
    {
        foreach ((string name, string value) in variables)
        {
            string variablePath = JsonPointer.Append(path, name);
            if (!IsText(name, MaximumVariableNameLength, s_variableName))
            {
                report.Add(
                    variablePath,
                    $"'{name}' is not a stage variable's name.",
                    $"Write 1 to {MaximumVariableNameLength} letters, digits and '_'.");
            }

            if (!IsText(value, MaximumVariableLength, s_variable))
            {
                report.Add(
                    variablePath,
                    $"'{value}' is not a stage variable's value.",
                    $"Write 1 to {MaximumVariableLength} letters, digits and '-._~:/?#&=,'.");
            }
        }
    }

    private static void ValidateSettings(string path, RouteSettings? settings, DefinitionReport report)
    {
        if (settings is null)
        {
            return;
        }

        StageFormat.RouteSettings.CheckRanges(path, settings, report);
        if (settings.ThrottlingRateLimit is { } rate && (!double.IsFinite(rate) || rate is < 0 or > int.MaxValue))
        {
            report.Add(
                JsonPointer.Append(path, "throttlingRateLimit"), "The rate is out of range.", "Write requests per second, 0 or more.");
        }

        if (settings.ThrottlingBurstLimit is < 0)
        {
            report.Add(
                JsonPointer.Append(path, "throttlingBurstLimit"), "The burst is out of range.", "Write requests at once, 0 or more.");
        }
    }

    private static bool IsText(string text, int maximumLength, SearchValues<char> allowed) =>
        text.Length > 0 && text.Length <= maximumLength && !text.AsSpan().ContainsAnyExcept(allowed);
}
