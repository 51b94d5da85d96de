namespace Authz.AspNetCore;

/// <summary>Names that the application and this library share.</summary>
public static class JwtAuthorizerDefaults
{
    /// <summary>The default name of the scheme, and the section under <c>Authentication:Schemes</c> that configures it.</summary>
    public const string AuthenticationScheme = "Bearer";

    /// <summary>The named client of <see cref="IHttpClientFactory"/> that fetches discovery documents and key sets.</summary>
    public const string HttpClientName = "Authz.Keys";

    /// <summary>The name of the meter and of the activity source.</summary>
    public const string TelemetryName = "Authz";
}
