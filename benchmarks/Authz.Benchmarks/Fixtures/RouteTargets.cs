namespace Authz.Benchmarks.Fixtures;

/// <summary>Route keys of a large API, and targets that match them.</summary>
public static class RouteTargets
{
    /// <summary>The key of the route with this index.</summary>
    public static string Key(int index) => (index % 4) switch
    {
        0 => $"GET /service{index / 40}/resource{index}",
        1 => $"GET /service{index / 40}/resource{index}/{{id}}",
        2 => $"POST /service{index / 40}/resource{index}/{{id}}/items",
        _ => $"ANY /service{index / 40}/resource{index}/files/{{proxy+}}",
    };

    /// <summary>The method and target of a request for the route with this index.</summary>
    public static (string Method, string Target) Hit(int index) => (index % 4) switch
    {
        0 => ("GET", $"/service{index / 40}/resource{index}"),
        1 => ("GET", $"/service{index / 40}/resource{index}/4711"),
        2 => ("POST", $"/service{index / 40}/resource{index}/4711/items"),
        _ => ("PUT", $"/service{index / 40}/resource{index}/files/a/b.txt"),
    };
}
