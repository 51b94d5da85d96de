namespace Authz.Definitions.Mapping;

/// <summary>The format of cross-origin rules.</summary>
internal static class CorsFormat
{
    public static readonly ObjectFormat<CorsDefinition> Cors = new ObjectFormat<CorsDefinition>(
            "cors", "Cross-origin rules, as an HTTP API's.", new CorsDefinition())
        .Texts(
            "allowOrigins", "Exact origins, *, https://* or http://*.",
            cors => cors.AllowOrigins, (cors, origins) => cors with { AllowOrigins = origins })
        .Texts(
            "allowMethods", "Methods, or *.",
            cors => cors.AllowMethods, (cors, methods) => cors with { AllowMethods = methods })
        .Texts(
            "allowHeaders", "Request headers, or *.",
            cors => cors.AllowHeaders, (cors, headers) => cors with { AllowHeaders = headers })
        .Texts(
            "exposeHeaders", "Response headers that pages may read, or *.",
            cors => cors.ExposeHeaders, (cors, headers) => cors with { ExposeHeaders = headers })
        .WholeNumber(
            "maxAge", "Seconds for which a browser may remember a preflight.",
            cors => cors.MaxAge, (cors, seconds) => cors with { MaxAge = seconds }, new ValueRange(-1, 86_400))
        .Boolean(
            "allowCredentials", "Whether cookies and other credentials are allowed; never with the origin *.",
            cors => cors.AllowCredentials, (cors, isAllowed) => cors with { AllowCredentials = isAllowed });
}
