using System.Text;
using Authz.Server.Gateway.Requests;
using Authz.Targets;

namespace Authz.Server.Gateway.Backends;

/// <summary>
/// A backend's URL with places for the route's path variables. They are filled with the path's own segments, still percent-encoded, so
/// that the backend reads the path that was judged.
/// </summary>
internal sealed class IntegrationUri
{
    private readonly string _origin;
    private readonly string[] _literals;
    private readonly string[] _variables;
    private readonly bool _appendsPath;

    private IntegrationUri(string text, string origin, string[] literals, string[] variables, bool appendsPath)
    {
        Text = text;
        _origin = origin;
        _literals = literals;
        _variables = variables;
        _appendsPath = appendsPath;
    }

    /// <summary>The URL as it was written.</summary>
    public string Text { get; }

    /// <summary>The backend's scheme, host and port.</summary>
    public Uri Origin => new(_origin);

    /// <summary>The URL's own query, without its question mark; empty if it has none.</summary>
    public string FixedQuery { get; private init; } = string.Empty;

    /// <summary>A backend that gets the request's whole path after its own.</summary>
    public static IntegrationUri AppendingPath(Uri target) => new(
        target.AbsoluteUri, target.GetLeftPart(UriPartial.Authority), [target.AbsolutePath.TrimEnd('/')], [], appendsPath: true);

    /// <summary>
    /// Compiles the URL of a validated definition; null if a variable stands outside the path, where a client could choose the server
    /// or add parameters.
    /// </summary>
    public static IntegrationUri? Compile(RouteKey routeKey, string uri)
    {
        int authority = uri.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        int question = uri.IndexOf('?', StringComparison.Ordinal) is >= 0 and int found ? found : uri.Length;
        int path = uri.IndexOf('/', authority) is >= 0 and int slash ? Math.Min(slash, question) : question;
        string query = question < uri.Length ? uri[(question + 1)..] : string.Empty;
        if (uri.AsSpan(0, path).Contains('{') || query.Contains('{', StringComparison.Ordinal))
        {
            return null;
        }

        // The service appends the whole path for the catch-all route, which has no variables to name it by.
        string[] literals = [uri[path..question].TrimEnd('/')];
        string[] variables = [];
        if (!routeKey.IsDefault)
        {
            (literals, variables) = Split(routeKey, uri[path..question]);
        }

        return new IntegrationUri(uri, uri[..path], literals, variables, routeKey.IsDefault) { FixedQuery = query };
    }

    /// <summary>
    /// The URL for a request whose target the engine has allowed; null if a variable is empty, or if programs could read the path
    /// differently.
    /// </summary>
    /// <param name="target">The request's target.</param>
    /// <param name="variables">The values of the route's path variables.</param>
    /// <param name="path">A path that replaces the URL's own; null to fill in the latter.</param>
    /// <param name="query">The query to send, without its question mark.</param>
    public Uri? Expand(string target, PathParameters variables, string? path, string query)
    {
        string? filled = path ?? (_appendsPath ? string.Concat(_literals[0], RequestQuery.PathOf(target)) : FillIn(variables));
        if (filled is null || !CanonicalTarget.TryRead(filled, out _))
        {
            return null;
        }

        // Uri would decode and normalise, and the backend would read another target than the engine did.
        UriCreationOptions verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
        string text = string.Concat(_origin, filled, query.Length > 0 ? "?" : string.Empty, query);
        return Uri.TryCreate(text, verbatim, out Uri? uri) ? uri : null;
    }

    private static (string[] Literals, string[] Variables) Split(RouteKey routeKey, string path)
    {
        List<string> literals = [];
        List<string> variables = [];
        int start = 0;
        for (int open = path.IndexOf('{', start); open >= 0; open = path.IndexOf('{', start))
        {
            int close = path.IndexOf('}', open);
            literals.Add(path[start..open]);
            string name = path[(open + 1)..close].TrimEnd('+');
            variables.Add(routeKey.Variables.Contains(name) ? name : throw new ArgumentException($"No variable '{name}'.", nameof(path)));
            start = close + 1;
        }

        literals.Add(path[start..]);
        return ([.. literals], [.. variables]);
    }

    private string? FillIn(PathParameters variables)
    {
        StringBuilder path = new(_literals[0]);
        for (int index = 0; index < _variables.Length; index++)
        {
            // Without its variable, the path of one thing is that of all of them.
            if (!variables.TryGetEncoded(_variables[index], out ReadOnlySpan<char> value) || value.IsEmpty)
            {
                return null;
            }

            path.Append(value).Append(_literals[index + 1]);
        }

        // RFC 9112 section 3.2.1: an empty path is sent as a slash.
        return path.Length == 0 ? "/" : path.ToString();
    }
}
