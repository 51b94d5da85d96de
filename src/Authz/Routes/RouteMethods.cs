namespace Authz.Routes;

/// <summary>The methods that a route key may name (API Gateway developer guide, http-api-develop-routes).</summary>
internal static class RouteMethods
{
    /// <summary>The word for all seven methods.</summary>
    public const string Any = "ANY";

    /// <summary>The place of <see cref="Any"/> among the methods.</summary>
    public const int AnyIndex = 7;

    /// <summary>How many words a route key may begin with.</summary>
    public const int Count = 8;

    /// <summary>The words, for messages.</summary>
    public const string Names = "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY";

    /// <summary>The place of a request's method, or -1: compared with case (RFC 9110 section 9.1), and never <see cref="Any"/>.</summary>
    public static int IndexOf(ReadOnlySpan<char> method) => method switch
    {
        "GET" => 0,
        "POST" => 1,
        "PUT" => 2,
        "PATCH" => 3,
        "DELETE" => 4,
        "HEAD" => 5,
        "OPTIONS" => 6,
        _ => -1,
    };

    /// <summary>Whether a route key may begin with this word.</summary>
    public static bool IsRouteMethod(ReadOnlySpan<char> word) => word is Any || IndexOf(word) >= 0;
}
