using System.Buffers;
using System.Net;
using System.Text;
using Authz.Lambda.Events;

namespace Authz.Lambda.Routes;

/// <summary>
/// Makes the engine's request of an event: for the route that the event names, or else for the method and path of its ARN.
/// </summary>
internal sealed class RequestMapping(RouteCatalog catalog)
{
    // RFC 3986 section 3.3: pchar and the slash; a percent sign begins an existing escape.
    private static readonly SearchValues<char> s_path =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/%");

    /// <summary>Maps an event.</summary>
    public MappedRequest Map(AuthorizerEvent read)
    {
        string query = QueryOf(read);
        var bare = new AuthorizationRequest("GET", "/" + query, HeadersOf(read))
        {
            SourceAddress = IPAddress.TryParse(read.SourceIp, out IPAddress? address) ? address : null,
            Stage = read.Arn.Stage,
        };
        AuthorizationRequest sent = bare with
        {
            Method = read.ClientMethod ?? read.Arn.Method,
            PublicTarget = read.ClientPath is { } path ? Encode(path) : null,
        };
        if (read.Kind == AuthorizerEventKind.WebSocketConnect)
        {
            return new MappedRequest(sent with { RouteKey = RouteKey.ConnectText }, bare, IsApiWider: false);
        }

        ApiRoute? named = FindNamedRoute(read);
        if (named is not null && RouteDependences.Of(named) >= RouteDependence.Path)
        {
            return new MappedRequest(
                sent with { RouteKey = named.Key.Text, Target = TargetOf(named, read) + query }, bare, IsApiWider: false);
        }

        if (named is not null && !catalog.HasRivals(named))
        {
            return new MappedRequest(sent with { RouteKey = named.Key.Text }, bare, IsApiWider: false);
        }

        // An ARN that contradicts the named route may be a decoded %2F: without a target the engine refuses it as ambiguous.
        bool isContradictory = named is not null && !RouteCatalog.Takes(named.Key, read.Arn.Method, read.Arn.Path);
        string target = isContradictory ? "" : Encode(read.Arn.Path) + query;
        bool isApiWider = named is null && read.Kind != AuthorizerEventKind.RestToken && !catalog.HasDefault;
        return new MappedRequest(sent with { Method = read.Arn.Method, Target = target }, bare, isApiWider);
    }

    // A target that begins with no slash is refused as ambiguous.
    private static string TargetOf(ApiRoute route, AuthorizerEvent read) =>
        RouteCatalog.Takes(route.Key, read.Arn.Method, read.Arn.Path) ? Encode(read.Arn.Path) : "";

    /// <summary>
    /// Whether a condition of the route compared a path that may have been decoded already: conditions compare it decoded once, and there
    /// is no telling how often the ARN's is.
    /// </summary>
    public static bool IsPathUnclear(AuthorizerEvent read, ApiRoute? route) =>
        route is not null
        && read.Arn.Path.Contains('%', StringComparison.Ordinal)
        && route.ConditionKeys.Any(key => key.StartsWith("request:path.", StringComparison.Ordinal));

    private ApiRoute? FindNamedRoute(AuthorizerEvent read)
    {
        string?[] names = read.Kind switch
        {
            AuthorizerEventKind.HttpApiV2 => [read.RouteKey],
            AuthorizerEventKind.RestToken => [],
            _ => [$"{read.HttpMethod} {read.Resource}", $"{RouteMethods.Any} {read.Resource}", read.Resource],
        };
        return names.OfType<string>().Select(catalog.Find).FirstOrDefault(route => route is not null);
    }

    private HeaderSource HeadersOf(AuthorizerEvent read) => read.Kind == AuthorizerEventKind.RestToken
        ? new HeaderSource(
            new TokenHeader(read.AuthorizationToken!, catalog.TokenHeaders), static (only, name) => ((TokenHeader)only).Find(name))
        : new HeaderSource(read.Headers, static (headers, name) => ((EventValues)headers).FindHeader(name));

    private string QueryOf(AuthorizerEvent read)
    {
        if (!catalog.ReadsQuery)
        {
            return "";
        }

        return read.Kind == AuthorizerEventKind.HttpApiV2
            ? "?" + read.RawQueryString
            : "?" + string.Join('&', read.Query.Names.Select(name => ParameterOf(Uri.EscapeDataString(name), read.Query.Find(name))));
    }

    // All of them, so that the engine sees other spellings of a token's name too. A parameter that occurs more than once stays so.
    private static string ParameterOf(string name, HeaderValue value) =>
        value.IsRepeated ? $"{name}=&{name}=" : $"{name}={Uri.EscapeDataString(value.Value ?? "")}";

    // The ARN's path may have been decoded; the engine reads targets as sent over the wire.
    private static string Encode(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(s_path))
        {
            return path;
        }

        StringBuilder encoded = new();
        foreach (Rune rune in path.EnumerateRunes())
        {
            string text = rune.ToString();
            encoded.Append(text.AsSpan().ContainsAnyExcept(s_path) ? Uri.EscapeDataString(text) : text);
        }

        return encoded.ToString();
    }
}

/// <summary>The one header of an event of type TOKEN. What the request has besides is unknown, which meets no condition.</summary>
internal sealed record TokenHeader(string Value, IReadOnlyList<string> Names)
{
    public HeaderValue Find(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? new HeaderValue(Value)
        : name.Equals("DPoP", StringComparison.OrdinalIgnoreCase) ? HeaderValue.Absent
        : HeaderValue.Repeated;
}

/// <summary>An event's questions to the engine.</summary>
/// <param name="Called">The request to decide.</param>
/// <param name="Bare">The same credentials without a path, for deciding other routes by their keys.</param>
/// <param name="IsApiWider">Whether the event proves that the API has routes that the definition does not name.</param>
internal readonly record struct MappedRequest(AuthorizationRequest Called, AuthorizationRequest Bare, bool IsApiWider);
