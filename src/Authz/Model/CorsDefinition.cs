namespace Authz;

/// <summary>Cross-origin rules, with the property names and meaning of an HTTP API's CORS configuration.</summary>
public sealed record CorsDefinition
{
    /// <summary>Exact origins, <c>*</c>, <c>https://*</c> or <c>http://*</c>.</summary>
    public IReadOnlyList<string> AllowOrigins { get; init; } = [];

    /// <summary>Methods, or <c>*</c>.</summary>
    public IReadOnlyList<string> AllowMethods { get; init; } = [];

    /// <summary>Request headers, or <c>*</c>.</summary>
    public IReadOnlyList<string> AllowHeaders { get; init; } = [];

    /// <summary>Response headers that pages may read, or <c>*</c>.</summary>
    public IReadOnlyList<string> ExposeHeaders { get; init; } = [];

    /// <summary>Seconds for which a browser may remember a preflight: -1 to 86,400; null to leave it to the browser.</summary>
    public int? MaxAge { get; init; }

    /// <summary>Whether cookies and other credentials are allowed; never together with the origin <c>*</c>.</summary>
    public bool AllowCredentials { get; init; }
}
