using System.Buffers;
using System.Globalization;
using Authz.AspNetCore.Definitions;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Cors;

/// <summary>
/// A definition's cross-origin rules. They apply to every answer, refusals included, and replace the backend's own
/// CORS headers (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html).
/// </summary>
internal sealed class CorsRules
{
    private const string Any = "*";
    private const string HeaderPrefix = "Access-Control-";
    private const string OriginName = "origin";
    private const string EveryMethod = "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT";

    // A list of header names (RFC 9110 sections 5.6.1 and 5.6.2), as browsers write it: only such text is ever sent back.
    private static readonly SearchValues<char> s_headerNames = SearchValues.Create(
        RfcText.TokenCharacters + ", ");

    private readonly OriginRule _origins;
    private readonly bool _allowsCredentials;
    private readonly bool _allowsAnyHeader;
    private readonly string? _allowMethods;
    private readonly string? _allowHeaders;
    private readonly string? _exposeHeaders;
    private readonly string? _maxAge;

    /// <param name="definition">A definition with cross-origin rules.</param>
    public CorsRules(ApiDefinition definition)
    {
        CorsDefinition cors = definition.Cors!;
        _origins = new OriginRule(cors.AllowOrigins);
        _allowsCredentials = cors.AllowCredentials;
        _allowsAnyHeader = cors.AllowHeaders.Contains(Any);
        _allowMethods = cors.AllowMethods.Contains(Any) ? EveryMethod : Join(cors.AllowMethods);
        _allowHeaders = Join(cors.AllowHeaders);
        _exposeHeaders = Join(ExposedHeaders.Of(definition));
        _maxAge = cors.MaxAge?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the request is a browser's preflight (Fetch standard, "CORS-preflight fetch").</summary>
    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        && request.Headers.Origin.Count > 0
        && request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Whether the API names the origin; <c>*</c> names none.</summary>
    public bool Lists(StringValues origin) => !_origins.AllowsAny && _origins.Allow(origin) is not null;

    /// <summary>Answers a preflight. An origin that is not allowed gets the same answer without permissions.</summary>
    public void AnswerPreflight(HttpContext context)
    {
        Apply(context);
        IHeaderDictionary answer = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (answer.AccessControlAllowOrigin.Count > 0)
        {
            answer.AccessControlExposeHeaders = StringValues.Empty;
            answer.AccessControlAllowMethods = _allowMethods;
            answer.AccessControlAllowHeaders = _allowsAnyHeader
                ? EchoOf(context.Request.Headers.AccessControlRequestHeaders)
                : _allowHeaders;
            answer.AccessControlMaxAge = _maxAge;
        }
    }

    /// <summary>Sets the CORS headers for the request's origin, and removes any others.</summary>
    public void Apply(HttpContext context)
    {
        IHeaderDictionary answer = context.Response.Headers;
        foreach (string name in answer.Keys.Where(name => name.StartsWith(HeaderPrefix, StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            answer.Remove(name);
        }

        if (!_origins.AllowsAny)
        {
            AddVary(answer);
        }

        if (_origins.Allow(context.Request.Headers.Origin) is { } allowed)
        {
            answer.AccessControlAllowOrigin = allowed;
            answer.AccessControlAllowCredentials = _allowsCredentials ? "true" : null;
            answer.AccessControlExposeHeaders = _exposeHeaders;
        }
    }

    // A cache must not hand the answer for one origin to another (RFC 9110 section 12.5.5).
    private static void AddVary(IHeaderDictionary answer)
    {
        bool isThere = answer.Vary.Any(value =>
            value is not null && (value.Contains(OriginName, StringComparison.OrdinalIgnoreCase) || value == Any));
        if (!isThere)
        {
            answer.Vary = StringValues.Concat(answer.Vary, OriginName);
        }
    }

    // The wildcard does not cover Authorization (Fetch standard, "CORS-preflight fetch"), so the requested headers are named.
    private static string? EchoOf(StringValues requested) =>
        requested is [{ Length: > 0 } names] && !names.AsSpan().ContainsAnyExcept(s_headerNames) ? names : null;

    private static string? Join(IReadOnlyList<string> items) => items.Count == 0 ? null : string.Join(',', items);
}
