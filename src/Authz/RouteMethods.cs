namespace Authz;

/// <summary>The methods that a route key may name (API Gateway developer guide, http-api-develop-routes).</summary>
public static class RouteMethods
{
    /// <summary>The word for all seven methods.</summary>
    public const string Any = "ANY";

    /// <summary>The place of <see cref="Any"/> among the methods.</summary>
    internal const int AnyIndex = 7;

    /// <summary>How many words a route key may begin with.</summary>
    internal const int Count = 8;

    /// <summary>The seven methods.</summary>
    public static IReadOnlyList<string> All { get; } = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>The words, for messages.</summary>
    internal static string Names { get; } = $"{string.Join(", ", All)} or {Any}";

    /// <summary>The place of a request's method, or -1: compared with case (RFC 9110 section 9.1), and never <see cref="Any"/>.</summary>
    internal static int IndexOf(ReadOnlySpan<char> method) => method switch
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
    internal static bool IsRouteMethod(ReadOnlySpan<char> word) => word is Any || IndexOf(word) >= 0;
}
