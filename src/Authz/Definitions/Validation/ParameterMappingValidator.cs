using System.Globalization;
using Authz.Definitions.Parameters;
using Authz.Definitions.Tree;

namespace Authz.Definitions.Validation;

/// <summary>
/// Reports problems of the parameter mappings of an integration
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
/// </summary>
internal static class ParameterMappingValidator
{
    private const string RequestKeys =
        "Write 'append', 'overwrite' or 'remove', then ':header.NAME' or ':querystring.NAME'; or 'overwrite:path'.";

    private const string ResponseKeys = "Write 'append', 'overwrite' or 'remove', then ':header.NAME'; or 'overwrite:statuscode'.";

    private const string Values =
        $"Write text, or a variable such as '{IdentitySource.HeaderPrefix}NAME', '$request.path.NAME', '$context.authorizer.claims.sub' or "
        + "'$stageVariables.NAME'; inside text as '${request.path.NAME}'.";

    private const int LowestStatus = 200;
    private const int HighestStatus = 599;

    /// <summary>Checks a request's mappings.</summary>
    public static void ValidateRequest(
        string path, IReadOnlyDictionary<string, string> mappings, RouteKey? route, DefinitionReport report) =>
        Validate(path, mappings, MappingDirection.Request, route, report);

    /// <summary>Checks a response's mappings for each backend status.</summary>
    public static void ValidateResponses(
        string path, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> mappings, RouteKey? route, DefinitionReport report)
    {
        foreach ((string status, IReadOnlyDictionary<string, string> mapping) in mappings)
        {
            string statusPath = JsonPointer.Append(path, status);
            if (!IsStatus(status))
            {
                report.Add(statusPath, $"'{status}' is not a status.", $"Write one status, {LowestStatus} to {HighestStatus}.");
            }

            Validate(statusPath, mapping, MappingDirection.Response, route, report);
        }
    }

    private static void Validate(
        string path, IReadOnlyDictionary<string, string> mappings, MappingDirection direction, RouteKey? route, DefinitionReport report)
    {
        foreach ((string keyText, string valueText) in mappings)
        {
            string place = JsonPointer.Append(path, keyText);
            if (!MappingKey.TryParse(keyText, direction, out MappingKey key))
            {
                string remedy = direction == MappingDirection.Request ? RequestKeys : ResponseKeys;
                report.Add(place, $"'{keyText}' is not a parameter mapping of a {Name(direction)}.", remedy);
            }
            else if (key.Target == MappingTarget.Header && FieldName.IsReserved(key.Name))
            {
                report.Add(place, $"The header '{key.Name}' is reserved.", "Use a header of another name.");
            }
            else
            {
                ValidateValue(place, key, valueText, direction, route, report);
            }
        }
    }

    private static void ValidateValue(
        string place, MappingKey key, string text, MappingDirection direction, RouteKey? route, DefinitionReport report)
    {
        if (key.Operation == MappingOperation.Remove)
        {
            if (text is not ("" or "''"))
            {
                report.Add(place, "A removal has no value.", "Write '' for the value.");
            }
        }
        else if (!MappingValue.TryParse(text, out MappingValue? value, out string misunderstood))
        {
            report.Add(place, $"'{misunderstood}' is not understood.", Values);
        }
        else
        {
            ValidateParts(place, key, value, direction, route, report);
        }
    }

    private static void ValidateParts(
        string place, MappingKey key, MappingValue value, MappingDirection direction, RouteKey? route, DefinitionReport report)
    {
        foreach (MappingPart part in value.Parts)
        {
            if (direction == MappingDirection.Request && part.Source is (MappingSource.ResponseHeader or MappingSource.ResponseBody))
            {
                report.Add(place, "A request is mapped before there is a response.", "Move the mapping to 'responseParameters'.");
            }

            if (part.Source == MappingSource.RequestHeader)
            {
                ProxyHeaderValidator.Validate(place, part.Name, report);
            }

            if (part.Source == MappingSource.Context)
            {
                ClaimVariableValidator.Validate(place, part.Name, report);
            }

            if (direction == MappingDirection.Response && IsOfRequest(part.Source))
            {
                const string Remedy = "Read '$response.header.NAME', '$response.body' or '$context.NAME'.";
                report.Add(place, "A response mapping uses only the response.", Remedy);
            }

            if (part.Source == MappingSource.PathVariable && route is not null && !route.Variables.Contains(part.Name))
            {
                report.Add(place, $"The route has no path variable '{part.Name}'.", "Name a variable of the route key.");
            }
        }

        if (key.Target == MappingTarget.StatusCode && value.Parts is [{ Source: MappingSource.Text } only] && !IsStatus(only.Name))
        {
            report.Add(place, $"'{only.Name}' is not a status.", $"Write one status, {LowestStatus} to {HighestStatus}.");
        }
    }

    private static bool IsOfRequest(MappingSource source) =>
        source is MappingSource.RequestHeader or MappingSource.RequestQueryString or MappingSource.RequestBody or MappingSource.RequestPath
            or MappingSource.PathVariable;

    private static bool IsStatus(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
        && status is >= LowestStatus and <= HighestStatus;

    private static string Name(MappingDirection direction) => direction == MappingDirection.Request ? "request" : "response";
}
