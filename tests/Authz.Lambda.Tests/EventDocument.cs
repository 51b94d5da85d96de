using System.Text;
using System.Text.Json.Nodes;
using Authz.Lambda.Events;

namespace Authz.Lambda.Tests;

/// <summary>An event as AWS documents it, made to be about one route and one token.</summary>
internal sealed class EventDocument
{
    public const string StageArn = "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/";

    private static readonly Dictionary<string, string> s_texts =
        new[] { "http-api-2.0", "http-api-1.0", "rest-token", "rest-request", "websocket-connect" }.ToDictionary(name => name, Load);

    private EventDocument(string name) => Json = JsonNode.Parse(s_texts[name])!.AsObject();

    public JsonObject Json { get; }

    /// <summary>An event exactly as documented.</summary>
    public static EventDocument AsDocumented(string name) => new(name);

    public static EventDocument AsDocumented(AuthorizerEventKind kind) => new(kind switch
    {
        AuthorizerEventKind.HttpApiV2 => "http-api-2.0",
        AuthorizerEventKind.HttpApiV1 => "http-api-1.0",
        AuthorizerEventKind.RestToken => "rest-token",
        AuthorizerEventKind.RestRequest => "rest-request",
        _ => "websocket-connect",
    });

    /// <summary>An event about a request of a route.</summary>
    /// <param name="kind">The event's kind.</param>
    /// <param name="routeKey">The route that API Gateway chose; for a WebSocket API it is always <c>$connect</c>.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="token">The token; null for none.</param>
    public static EventDocument For(AuthorizerEventKind kind, string routeKey, string method, string path, string? token)
    {
        EventDocument document = AsDocumented(kind);
        document.SetRoute(kind, routeKey, method, path);
        if (token is not null)
        {
            document.SetToken(kind, "Bearer " + token);
        }

        return document;
    }

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(Json.ToJsonString());

    private void SetRoute(AuthorizerEventKind kind, string routeKey, string method, string path)
    {
        string arn = $"{StageArn}{method}{path}";
        if (kind == AuthorizerEventKind.HttpApiV2)
        {
            Json["routeArn"] = arn;
            Json["routeKey"] = routeKey;
            Json["rawPath"] = path;
            Json["requestContext"]!["http"]!["method"] = method;
        }
        else if (kind != AuthorizerEventKind.WebSocketConnect)
        {
            Json["methodArn"] = arn;
        }

        if (kind is AuthorizerEventKind.HttpApiV1 or AuthorizerEventKind.RestRequest)
        {
            Json["resource"] = routeKey.Split(' ')[^1];
            Json["httpMethod"] = method;
            Json["path"] = path;
            Json["requestContext"]!["path"] = path;
        }
    }

    private void SetToken(AuthorizerEventKind kind, string value)
    {
        if (kind == AuthorizerEventKind.RestToken)
        {
            Json["authorizationToken"] = value;
            return;
        }

        Json["headers"]!["authorization"] = value;
        if (Json["multiValueHeaders"] is { } headers)
        {
            headers["authorization"] = new JsonArray(value);
        }

        if (Json["identitySource"] is JsonArray)
        {
            Json["identitySource"] = new JsonArray(value);
        }
        else if (Json["identitySource"] is not null)
        {
            Json["identitySource"] = value;
        }
    }

    private static string Load(string name)
    {
        using Stream stream = typeof(EventDocument).Assembly.GetManifestResourceStream(name + ".json")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
