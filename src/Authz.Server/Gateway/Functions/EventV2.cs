using System.Text.Json;
using Authz.Server.Gateway.Mapping;
using Authz.Server.Gateway.Requests;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Functions;

/// <summary>
/// Events of payload format 2.0
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). Empty members are left out.
/// </summary>
internal static class EventV2
{
    private const string CookieHeader = "cookie";

    /// <summary>Writes the event of a function that answers a request.</summary>
    public static byte[] Create(GatewayExchange exchange, EventBody body, ClaimFormat claims) => EventJson.Create(writer =>
    {
        writer.WriteString("version", "2.0");
        writer.WriteString("routeKey", exchange.Decision.RouteKey);
        WriteRequest(writer, exchange, body.Bytes.Length);
        writer.WriteStartObject("requestContext");
        WriteContext(writer, exchange);
        WriteAuthorizer(writer, exchange, claims);
        writer.WriteEndObject();
        if (body.Bytes.Length > 0)
        {
            body.Write(writer, "body");
        }

        WriteVariables(writer, exchange);
        writer.WriteBoolean("isBase64Encoded", body.IsBase64);
    });

    /// <summary>Writes the event of a Lambda authorizer, which gets no body.</summary>
    public static byte[] CreateForAuthorizer(GatewayExchange exchange, IReadOnlyList<string> identitySource) => EventJson.Create(writer =>
    {
        writer.WriteString("version", "2.0");
        writer.WriteString("type", "REQUEST");
        writer.WriteString("routeArn", EventPath.RouteArn(exchange));
        EventJson.WriteTexts(writer, "identitySource", identitySource);
        writer.WriteString("routeKey", exchange.Decision.RouteKey);
        WriteRequest(writer, exchange, (int)(exchange.Context.Request.ContentLength ?? 0));
        writer.WriteStartObject("requestContext");
        WriteContext(writer, exchange);
        writer.WriteEndObject();
        WriteVariables(writer, exchange);
    });

    private static void WriteRequest(Utf8JsonWriter writer, GatewayExchange exchange, int bodyLength)
    {
        writer.WriteString("rawPath", EventPath.Readable(exchange));
        writer.WriteString("rawQueryString", RequestQuery.Of(exchange.Request.Target));
        SortedDictionary<string, StringValues> headers = EventHeaders.Of(exchange, bodyLength);
        if (headers.Remove(CookieHeader, out StringValues cookies))
        {
            EventJson.WriteTexts(writer, "cookies", [.. cookies.SelectMany(SplitCookies)]);
        }

        EventJson.WriteTextsByName(
            writer, "headers", headers.Select(header => KeyValuePair.Create(header.Key, string.Join(',', header.Value.ToArray()))));
        KeyValuePair<string, string>[] parameters = [.. RequestQuery.Values(exchange.Request.Target)
            .Select(parameter => KeyValuePair.Create(parameter.Key, string.Join(',', parameter)))];
        if (parameters.Length > 0)
        {
            EventJson.WriteTextsByName(writer, "queryStringParameters", parameters);
        }
    }

    private static void WriteContext(Utf8JsonWriter writer, GatewayExchange exchange)
    {
        writer.WriteString("accountId", EventContext.AccountId);
        writer.WriteString("apiId", EventContext.ApiId);
        writer.WriteString("domainName", ContextVariables.Find(exchange, "domainName"));
        writer.WriteString("domainPrefix", ContextVariables.Find(exchange, "domainPrefix"));
        writer.WriteStartObject("http");
        writer.WriteString("method", exchange.Request.Method);
        writer.WriteString("path", EventPath.Readable(exchange));
        writer.WriteString("protocol", ContextVariables.Find(exchange, "protocol"));
        writer.WriteString("sourceIp", exchange.SourceIp);
        writer.WriteString("userAgent", exchange.Context.Request.Headers.UserAgent.ToString());
        writer.WriteEndObject();
        writer.WriteString("requestId", exchange.RequestId);
        writer.WriteString("routeKey", exchange.Decision.RouteKey);
        writer.WriteString("stage", exchange.Stage!.Name);
        writer.WriteString("time", ContextVariables.Find(exchange, "requestTime"));
        writer.WriteNumber("timeEpoch", exchange.ReceivedAt.ToUnixTimeMilliseconds());
    }

    private static void WriteAuthorizer(Utf8JsonWriter writer, GatewayExchange exchange, ClaimFormat claims)
    {
        if (exchange.Decision.Token is { } token)
        {
            writer.WriteStartObject("authorizer");
            writer.WriteStartObject("jwt");
            EventToken.Write(writer, token, exchange.Decision.Route!.Definition, claims);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        else if (exchange.Verdict is { } verdict)
        {
            writer.WriteStartObject("authorizer");
            writer.WritePropertyName("lambda");
            EventJson.WriteValue(writer, verdict.Context);
            writer.WriteEndObject();
        }
    }

    private static void WriteVariables(Utf8JsonWriter writer, GatewayExchange exchange)
    {
        if (EventPath.Variables(exchange) is { Count: > 0 } variables)
        {
            EventJson.WriteTextsByName(writer, "pathParameters", variables);
        }

        if (exchange.Stage!.Variables is { Count: > 0 } stageVariables)
        {
            EventJson.WriteTextsByName(writer, "stageVariables", stageVariables);
        }
    }

    private static string[] SplitCookies(string? header) =>
        (header ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
