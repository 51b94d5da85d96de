namespace Authz.Import.Export;

/// <summary>
/// Reports values that our own format takes and AWS does not (API Gateway V2 API reference; developer guide, http-api-quotas and
/// http-api-parameter-mapping), whatever the file's format.
/// </summary>
internal static class AwsValues
{
    private const int MaximumNameLength = 128;
    private const int MaximumUriLength = 2048;
    private const int MaximumScopes = 10;
    private const string ClaimsAsJson = "$context.authorizer.claimsJson";

    public static void Refuse(ApiDefinition definition, ExportReport report)
    {
        RefuseLongName(ExportReport.PathTo("name"), definition.Name ?? "api", report);
        foreach ((string name, AuthorizerDefinition authorizer) in definition.Authorizers)
        {
            string path = ExportReport.PathTo("authorizers", name);
            RefuseLongName(path, name, report);
            RefuseIssuer(path + "/jwtConfiguration/0/issuer", authorizer.JwtConfiguration[0].Issuer, report);
        }

        foreach ((string name, LambdaAuthorizerDefinition authorizer) in definition.LambdaAuthorizers)
        {
            string path = ExportReport.PathTo("authorizers", name);
            RefuseLongName(path, name, report);
            RefuseFunction(path + "/authorizerUri", authorizer.AuthorizerUri, definition, report);
        }

        foreach ((string key, RouteDefinition route) in definition.Routes)
        {
            RefuseRoute(ExportReport.PathTo("routes", key), key, route, definition, report);
        }

        foreach ((string name, StageDefinition stage) in definition.Stages)
        {
            RefuseClaimsAsJson(ExportReport.PathTo("stages", name, "accessLogSettings", "format"), stage.AccessLogSettings?.Format, report);
        }
    }

    private static void RefuseLongName(string path, string name, ExportReport report)
    {
        if (name.Length is 0 or > MaximumNameLength)
        {
            report.Refuse(path, $"A name on AWS has 1 to {MaximumNameLength} characters.", "Write a shorter one.");
        }
    }

    private static void RefuseIssuer(string path, string issuer, ExportReport report)
    {
        if (issuer.Length > MaximumUriLength || !Uri.TryCreate(issuer, UriKind.Absolute, out Uri? url) || url.Scheme != Uri.UriSchemeHttps)
        {
            report.Refuse(path, $"The issuer '{issuer}' is no https URL, and AWS takes no other.", "Name the deployed issuer.");
        }
        else if (url.IsLoopback)
        {
            RefuseLoopback(path, url, report);
        }
    }

    private static void RefuseRoute(string path, string key, RouteDefinition route, ApiDefinition definition, ExportReport report)
    {
        if (key == RouteKey.ConnectText)
        {
            report.Refuse(path, "An HTTP API has no WebSocket handshake.", "Remove the route.");
        }

        if (route.AuthorizationScopes.Count > MaximumScopes)
        {
            report.Refuse(path + "/authorizationScopes", $"A route on AWS has at most {MaximumScopes} scopes.", "Ask for fewer scopes.");
        }

        if (route.Integration is not { } integration)
        {
            report.Notice(path, $"'{key}' has no integration: on AWS it answers 500 until it gets one.", "Add 'integration'.");
            return;
        }

        string uri = path + "/integration/uri";
        if (integration.Type == IntegrationType.AwsProxy)
        {
            RefuseFunction(uri, integration.Uri, definition, report);
        }
        else if (BackendOf(integration.Uri) is { IsLoopback: true } backend)
        {
            RefuseLoopback(uri, backend, report);
        }

        foreach ((string name, string value) in integration.RequestParameters)
        {
            RefuseClaimsAsJson(path + ExportReport.PathTo("integration", "requestParameters", name), value, report);
        }

        foreach ((string status, IReadOnlyDictionary<string, string> mappings) in integration.ResponseParameters)
        {
            foreach ((string name, string value) in mappings)
            {
                RefuseClaimsAsJson(path + ExportReport.PathTo("integration", "responseParameters", status, name), value, report);
            }
        }
    }

    private static void RefuseFunction(string path, string function, ApiDefinition definition, ExportReport report)
    {
        if (FunctionArn.IsUnusable(function))
        {
            report.Refuse(path, $"'{function}' is neither a function's name nor its ARN.", "Write one of the two.");
        }
        else if (FunctionArn.IsName(function) && definition.Stages.Values.SelectMany(stage => stage.StageVariables).FirstOrDefault(variable =>
            function.Contains($"${{stageVariables.{variable.Key}}}", StringComparison.Ordinal) && !FunctionArn.IsName(variable.Value)) is { Key: { } name })
        {
            report.Refuse(
                path, $"The stage variable '{name}' holds a whole ARN, which AWS does not put together from it.",
                "Write the ARN here, and let the variable stand for the function's name.");
        }
    }

    private static void RefuseClaimsAsJson(string path, string? text, ExportReport report)
    {
        if (text?.Contains(ClaimsAsJson, StringComparison.Ordinal) == true)
        {
            report.Refuse(path, $"AWS has no '{ClaimsAsJson}'.", "Use '$context.authorizer.claims.NAME'.");
        }
    }

    private static void RefuseLoopback(string path, Uri url, ExportReport report) =>
        report.Refuse(path, $"AWS cannot reach '{url.Host}', which is this machine.", "Name the deployed address.");

    // The path may hold variables; a host that a stage variable chooses is not known.
    private static Uri? BackendOf(string uri)
    {
        int end = uri.AsSpan().IndexOf("//") is >= 0 and int slashes ? uri.AsSpan(slashes + 2).IndexOfAny('/', '?') is >= 0 and int length
            ? slashes + 2 + length : uri.Length : uri.Length;
        return Uri.TryCreate(uri[..end], UriKind.Absolute, out Uri? backend) ? backend : null;
    }
}
