namespace Authz.Server.Checks;

/// <summary>
/// Finds routes whose variable <c>proxy</c> is only the end of their path, beside stricter routes of the same function: with payload
/// format 1.0, some adapters take the variable for the whole path, so that <c>/x/admin</c> of <c>/x/{proxy+}</c> reaches <c>/admin</c>.
/// </summary>
internal static class ProxyVariableCheck
{
    private const string Variable = "proxy";
    private const int MaximumNamed = 3;

    public static void Run(CheckContext context)
    {
        foreach (CheckedRoute route in context.Routes.Where(CutsPrefix))
        {
            string[] reached =
            [
                .. context.Routes.Where(other => IsReached(route, other)).Select(other => $"'{other.Key}'").Take(MaximumNamed),
            ];
            if (reached.Length > 0)
            {
                context.Report(
                    CheckCodes.RouteProxyCutsPrefix,
                    route.Path,
                    $"The variable 'proxy' of '{route.Key}' is not the whole path. Adapters that take it for that serve stricter routes " +
                    $"of the same function to its callers: {string.Join(", ", reached)}.",
                    "Name the variable otherwise, use payload format 2.0, or ask for the same on both routes.");
            }
        }
    }

    private static bool CutsPrefix(CheckedRoute route) =>
        route.Definition.Integration is { Type: IntegrationType.AwsProxy, PayloadFormatVersion: PayloadFormatVersion.Version1 }
        && route.Key.Segments is [_, .., { Kind: not RouteSegmentKind.Literal, Text: Variable }];

    private static bool IsReached(CheckedRoute route, CheckedRoute other) =>
        other.Definition.Integration is { Type: IntegrationType.AwsProxy } integration
        && integration.Uri == route.Definition.Integration!.Uri
        && other.Key.Segments.Count > 0
        && (route.Key.IsGreedy || other.Key.Segments.Count == 1)
        && route.Key.Methods.Intersect(other.Key.Methods, StringComparer.Ordinal).Any()
        && !other.Definition.AllowsAnonymous
        && WeakerCatcherCheck.IsWeaker(route.Definition, other.Definition);
}
