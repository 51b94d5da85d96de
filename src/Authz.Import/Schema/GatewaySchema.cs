using System.Text.Json.Nodes;

namespace Authz.Import.Schema;

/// <summary>The schema of a definition's gateway members: integrations, functions and stages.</summary>
internal static class GatewaySchema
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static JsonObject LambdaAuthorizer() => new SchemaObject("A Lambda authorizer: a function that decides.")
        .Property("type", SchemaTypes.OneOf("REQUEST"), "The kind of authorizer.", isRequired: true)
        .Property("authorizerUri", SchemaTypes.Text, "The function's name or ARN.", isRequired: true)
        .Property(
            "authorizerPayloadFormatVersion",
            SchemaTypes.OneOf("2.0", "1.0"),
            "The shape of the function's events and answers. Default: 2.0.")
        .Property(
            "enableSimpleResponses",
            SchemaTypes.Boolean,
            "Whether the function answers 'isAuthorized' and not a policy. Default: false.")
        .Property(
            "identitySource",
            SchemaTypes.Texts,
            $"What identifies a caller: {IdentitySource.HeaderPrefix}NAME, {IdentitySource.QueryStringPrefix}NAME, "
            + $"{IdentitySource.ContextPrefix}NAME, {IdentitySource.StageVariablePrefix}NAME.")
        .Property(
            "authorizerResultTtlInSeconds",
            SchemaTypes.Range(0, 3600),
            "Seconds for which a result is remembered for the same identity sources. Default: 0.")
        .Build();

    public static JsonObject Integration() => new SchemaObject("What answers a route's requests: an HTTP backend or a function.")
        .Property("type", SchemaTypes.OneOf("HTTP_PROXY", "AWS_PROXY"), "The kind of integration.", isRequired: true)
        .Property(
            "uri",
            SchemaTypes.Text,
            "The backend's URL, where {name} stands for the route's path variable of that name; or the function's name or ARN.",
            isRequired: true)
        .Property("integrationMethod", SchemaTypes.OneOf(s_methods), "The method sent to an HTTP backend. Default: the request's own.")
        .Property("timeoutInMillis", SchemaTypes.Range(50, 30_000), "How long the backend or function may take. Default: 30000.")
        .Property("payloadFormatVersion", SchemaTypes.OneOf("2.0", "1.0"), "The shape of a function's events and answers. Default: 2.0.")
        .Property(
            "claimFormat",
            SchemaTypes.OneOf("strings", "typed"),
            "How a function gets claims: the service's strings, or JSON as the issuer signed it. Default: strings.")
        .Property("requestParameters", SchemaTypes.TextsByName, "What the backend gets beside the request.")
        .Property(
            "responseParameters",
            new JsonObject { ["type"] = "object", ["additionalProperties"] = SchemaTypes.TextsByName },
            "What is changed about the backend's answer, by status code.")
        .Build();

    public static JsonObject Stage(string routeKeyPattern) => new SchemaObject(
            "A stage: $default is served from the root, any other from /NAME.")
        .Property("stageVariables", SchemaTypes.TextsByName, "The values of ${stageVariables.NAME}.")
        .Property("defaultRouteSettings", SchemaTypes.Reference("routeSettings"), "The limits of each route without its own.")
        .Property("routeSettings", SchemaTypes.Named("routeSettings", routeKeyPattern), "The limits of single routes.")
        .Property("accessLogSettings", SchemaTypes.Reference("accessLogSettings"), "The access log. Default: none.")
        .Build();

    public static JsonObject RouteSettings() => new SchemaObject("How many requests are let through: a token bucket.")
        .Property(
            "throttlingRateLimit", SchemaTypes.NonNegative("number"),
            "Requests per second in the long run. Default: no limit, or 10000 beside a burst.")
        .Property("throttlingBurstLimit", SchemaTypes.NonNegative("integer"), "Requests at once. Default: no limit, or 5000 beside a rate.")
        .Build();

    public static JsonObject AccessLogSettings() => new SchemaObject("The access log of a stage.")
        .Property(
            "format", SchemaTypes.Text, "A line of the log, in which $context.NAME stands for what is known of the request.",
            isRequired: true)
        .Property("destination", SchemaTypes.Text, "The file to which lines are appended. Default: standard output.")
        .Build();
}
