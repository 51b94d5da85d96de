using System.Text;
using Authz.Server.Gateway.Requests;

namespace Authz.Server.Gateway.Backends;

/// <summary>
/// A backend's URL with places for the route's path variables. They are filled with the path's own segments, still percent-encoded, so
/// that the backend reads the path that was judged.
/// </summary>
internal sealed class IntegrationUri
{
    private readonly string[] _literals;
    private readonly string[] _variables;
    private readonly bool _appendsPath;

    private IntegrationUri(string text, string[] literals, string[] variables, bool appendsPath)
    {
        Text = text;
        _literals = literals;
        _variables = variables;
        _appendsPath = appendsPath;
    }

    /// <summary>The URL as it was written.</summary>
    public string Text { get; }

    /// <summary>A backend that gets the request's whole path after its own.</summary>
    public static IntegrationUri AppendingPath(Uri target) =>
        new(target.AbsoluteUri, [target.GetLeftPart(UriPartial.Path).TrimEnd('/')], [], appendsPath: true);

    /// <summary>
    /// Compiles the URL of a validated definition; null if a variable stands outside the path, where a client could choose the server
    /// or add parameters.
    /// </summary>
    public static IntegrationUri? Compile(RouteKey routeKey, string uri)
    {
        // The service appends the whole path for the catch-all route, which has no variables to name it by.
        if (routeKey.IsDefault)
        {
            return new IntegrationUri(uri, [uri.TrimEnd('/')], [], appendsPath: true);
        }

        List<string> literals = [];
        List<string> variables = [];
        int start = 0;
        for (int open = uri.IndexOf('{', start); open >= 0; open = uri.IndexOf('{', start))
        {
            if (!EndsInPath(uri.AsSpan(0, open)))
            {
                return null;
            }

            int close = uri.IndexOf('}', open);
            literals.Add(uri[start..open]);
            string name = uri[(open + 1)..close].TrimEnd('+');
            variables.Add(routeKey.Variables.Contains(name) ? name : throw new ArgumentException($"No variable '{name}'.", nameof(uri)));
            start = close + 1;
        }

        literals.Add(uri[start..]);
        return new IntegrationUri(uri, [.. literals], [.. variables], appendsPath: false);
    }

    /// <summary>The URL for a request whose target the engine has allowed.</summary>
    /// <param name="target">The request's target.</param>
    /// <param name="variables">The values of the route's path variables.</param>
    /// <param name="path">A path that replaces the URL's own; null to fill in the latter.</param>
    /// <param name="query">The query to send, without its question mark.</param>
    public Uri? Expand(string target, PathParameters variables, string? path, string query)
    {
        StringBuilder expanded = new();
        bool hasQuery = path is null ? AppendOwnPath(expanded, RequestQuery.PathOf(target), variables) : AppendOtherPath(expanded, path);
        if (query.Length > 0)
        {
            expanded.Append(hasQuery ? '&' : '?').Append(query);
        }

        // Uri would decode and normalise, and the backend would read another target than the engine did.
        UriCreationOptions verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
        return Uri.TryCreate(expanded.ToString(), verbatim, out Uri? uri) ? uri : null;
    }

    // Returns whether the URL has its own query.
    private bool AppendOwnPath(StringBuilder expanded, ReadOnlySpan<char> path, PathParameters variables)
    {
        expanded.Append(_literals[0]);
        for (int index = 0; index < _variables.Length; index++)
        {
            variables.TryGetEncoded(_variables[index], out ReadOnlySpan<char> value);
            expanded.Append(value).Append(_literals[index + 1]);
        }

        if (_appendsPath)
        {
            expanded.Append(path);
        }

        return Array.Exists(_literals, literal => literal.Contains('?', StringComparison.Ordinal));
    }

    private bool AppendOtherPath(StringBuilder expanded, string path)
    {
        string url = _literals[0];
        int authority = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        int end = url.AsSpan(authority).IndexOfAny('/', '?');
        expanded.Append(end < 0 ? url : url.AsSpan(0, authority + end)).Append(path);
        return false;
    }

    // Whether the text after this part of a URL belongs to its path.
    private static bool EndsInPath(ReadOnlySpan<char> beginning)
    {
        int authority = beginning.IndexOf("://", StringComparison.Ordinal);
        return authority > 0 && beginning[(authority + 3)..].Contains('/') && beginning.IndexOfAny('?', '#') < 0;
    }
}
