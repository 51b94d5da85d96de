using System.Text;
using Authz.Definitions.Mapping;
using Authz.Definitions.Tree;
using Authz.Targets;

namespace Authz.Definitions.Validation;

/// <summary>Reports problems of an integration.</summary>
internal static class IntegrationValidator
{
    private const string VariablesRemedy = "Use variables only in the path: a request must choose neither host nor parameters.";

    public static void Validate(
        string path, IntegrationDefinition integration, RouteKey? key, ApiDefinition definition, DefinitionReport report)
    {
        string uriPath = JsonPointer.Append(path, "uri");
        if (integration.Type == IntegrationType.AwsProxy)
        {
            FunctionValidator.Validate(uriPath, integration.Uri, definition, report);
            ReportWhere(
                integration.IntegrationMethod is not null, JsonPointer.Append(path, "integrationMethod"), "A function has no method.",
                report);
            ReportWhere(integration.WebSockets, JsonPointer.Append(path, "webSockets"), "A function has no WebSockets.", report);
        }
        else
        {
            foreach (string uri in StageVariableText.ExpandForEach(uriPath, integration.Uri, definition, report))
            {
                ValidateUri(uriPath, uri, key, report);
            }

            bool isTyped = integration.ClaimFormat == ClaimFormat.Typed;
            ReportWhere(
                isTyped, JsonPointer.Append(path, "claimFormat"), "An HTTP backend gets no claims but by 'requestParameters'.", report);
        }

        ValidateMethod(path, integration, report);
        IntegrationFormat.Integration.CheckRanges(path, integration, report);
        string requestPath = JsonPointer.Append(path, "requestParameters");
        ParameterMappingValidator.ValidateRequest(requestPath, integration.RequestParameters, key, report);
        string responsePath = JsonPointer.Append(path, "responseParameters");
        ParameterMappingValidator.ValidateResponses(responsePath, integration.ResponseParameters, key, report);
    }

    private static void ReportWhere(bool isWrong, string path, string message, DefinitionReport report)
    {
        if (isWrong)
        {
            report.Add(path, message, "Remove it.");
        }
    }

    private static void ValidateMethod(string path, IntegrationDefinition integration, DefinitionReport report)
    {
        if (integration.IntegrationMethod is { } method && RouteMethods.IndexOf(method) < 0)
        {
            report.Add(
                JsonPointer.Append(path, "integrationMethod"),
                $"'{method}' is not a method of an integration.",
                "Write a method such as 'POST', or leave it out for the request's own.");
        }
    }

    private static void ValidateUri(string path, string uri, RouteKey? key, DefinitionReport report)
    {
        const string Remedy = "Write an absolute http or https URL, such as 'http://127.0.0.1:5001/pets/{id}'.";
        bool isHttp = uri.StartsWith("http://", StringComparison.Ordinal) || uri.StartsWith("https://", StringComparison.Ordinal);
        if (!isHttp || !TrySplit(uri, out List<string> variables, out string sample) || !IsBackend(sample))
        {
            report.Add(path, uri.Length == 0 ? "The backend's URL is missing." : $"'{uri}' is not the URL of a backend.", Remedy);
            return;
        }

        ValidateTarget(path, sample, key, report);
        int pathStart = uri.IndexOf('/', uri.IndexOf("//", StringComparison.Ordinal) + 2);
        if (uri.IndexOf('{', StringComparison.Ordinal) is >= 0 and int first && (pathStart < 0 || first < pathStart))
        {
            report.Add(path, "The backend's host contains a path variable.", VariablesRemedy);
        }

        // A path segment may contain '&' and '=', which would become additional parameters.
        if (uri.IndexOf('?', StringComparison.Ordinal) is >= 0 and int query && uri.IndexOf('{', query) >= 0)
        {
            report.Add(path, "The query contains a path variable.", VariablesRemedy);
        }

        foreach (string variable in variables.Where(variable => key is not null && !key.Variables.Contains(variable)))
        {
            string remedy = key!.Variables.Count == 0
                ? "Write the URL without variables."
                : $"The route has {string.Join(", ", key.Variables.Select(name => $"'{{{name}}}'"))}.";
            report.Add(path, $"The route has no path variable '{variable}'.", remedy);
        }
    }

    private static void ValidateTarget(string path, string sample, RouteKey? key, DefinitionReport report)
    {
        int authority = sample.IndexOf("//", StringComparison.Ordinal) + 2;
        int authorityLength = sample.AsSpan(authority).IndexOfAny('/', '?');
        string target = authorityLength < 0 ? "/" : sample[(authority + authorityLength)..];
        bool isDefault = key is { IsDefault: true };
        if (isDefault && target.Contains('?', StringComparison.Ordinal))
        {
            report.Add(
                path, "The URL of '$default' has a query, and the request's path follows it.",
                "Remove the query, or set it by 'overwrite:querystring'.");
        }

        // The path of a request follows the final slash.
        target = target is ['?', ..] ? "/" + target : target;
        target = isDefault && target.Length > 1 ? target.TrimEnd('/') : target;
        TargetStatus status = Ascii.IsValid(sample) ? CanonicalTarget.Read(target, out _) : TargetStatus.NonAscii;
        if (status is not (TargetStatus.Canonical or TargetStatus.Missing))
        {
            string rule = TargetRules.All.First(row => row.Status == status).Catches.Replace('`', '\'');
            report.Add(
                path, $"'{sample}' is read differently by different programs: {rule}.", "Write path and query as a request's must be.");
        }
    }

    // The sample is the URL with a letter for each variable, to be checked as a URL.
    private static bool TrySplit(string uri, out List<string> variables, out string sample)
    {
        variables = [];
        StringBuilder text = new();
        int start = 0;
        int open;
        while ((open = uri.IndexOf('{', start)) >= 0)
        {
            int close = uri.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            text.Append(uri, start, open - start).Append('x');
            variables.Add(uri[(open + 1)..close]);
            start = close + 1;
        }

        sample = text.Append(uri, start, uri.Length - start).ToString();
        return !sample.AsSpan().ContainsAny('{', '}');
    }

    private static bool IsBackend(string sample) =>
        Uri.TryCreate(sample, UriKind.Absolute, out Uri? parsed) && Uri.IsWellFormedUriString(sample, UriKind.Absolute) &&
        parsed is { Host.Length: > 0, UserInfo.Length: 0, Fragment.Length: 0 };
}
