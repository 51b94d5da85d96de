namespace Authz.Lambda.Routes;

/// <summary>What the verdict on a route depends on besides the token, by the keys of its conditions.</summary>
internal enum RouteDependence : byte
{
    /// <summary>Nothing.</summary>
    Token = 0,

    /// <summary>The method and the path, which an ARN has.</summary>
    Path,

    /// <summary>What neither an ARN nor the key of API Gateway's result cache need have: headers, query, address, stage or clock.</summary>
    Request,
}

/// <summary>Finds out what routes depend on.</summary>
internal static class RouteDependences
{
    public static RouteDependence Of(ApiRoute route) =>
        route.ConditionKeys.Select(OfKey).DefaultIfEmpty(RouteDependence.Token).Max();

    private static RouteDependence OfKey(string key) =>
        key is "token:typ" or "token:alg" || key.StartsWith("claims:", StringComparison.Ordinal) ? RouteDependence.Token
        : key is "request:method" or "context:routeKey" || key.StartsWith("request:path.", StringComparison.Ordinal) ? RouteDependence.Path
        : RouteDependence.Request;
}
