using System.Text.Json;
using Authz.Server.Gateway.Mapping;
using Authz.Server.Gateway.Requests;
using Microsoft.Extensions.Primitives;

namespace Authz.Server.Gateway.Functions;

/// <summary>
/// Events of payload format 1.0
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). Empty members are null.
/// </summary>
internal static class EventV1
{
    private static readonly string[] s_unknownIdentity =
    [
        "accessKey", "accountId", "caller", "cognitoAuthenticationProvider", "cognitoAuthenticationType", "cognitoIdentityId",
        "cognitoIdentityPoolId", "principalOrgId", "user", "userArn", "clientCert",
    ];

    /// <summary>Writes the event of a function that answers a request.</summary>
    public static byte[] Create(GatewayExchange exchange, EventBody body, ClaimFormat claims) => EventJson.Create(writer =>
    {
        writer.WriteString("version", "1.0");
        WriteRequest(writer, exchange, body.Bytes.Length);
        writer.WriteStartObject("requestContext");
        WriteContext(writer, exchange);
        WriteAuthorizer(writer, exchange, claims);
        writer.WriteEndObject();
        if (body.Bytes.Length == 0)
        {
            writer.WriteNull("body");
        }
        else
        {
            body.Write(writer, "body");
        }

        writer.WriteBoolean("isBase64Encoded", body.IsBase64);
    });

    /// <summary>Writes the event of a Lambda authorizer, which gets no body.</summary>
    public static byte[] CreateForAuthorizer(GatewayExchange exchange, IReadOnlyList<string> identitySource) => EventJson.Create(writer =>
    {
        string identity = string.Join(',', identitySource);
        writer.WriteString("version", "1.0");
        writer.WriteString("type", "REQUEST");
        writer.WriteString("methodArn", EventPath.RouteArn(exchange));
        writer.WriteString("identitySource", identity);
        writer.WriteString("authorizationToken", identity);
        WriteRequest(writer, exchange, (int)(exchange.Context.Request.ContentLength ?? 0));
        writer.WriteStartObject("requestContext");
        WriteContext(writer, exchange);
        writer.WriteEndObject();
    });

    private static void WriteRequest(Utf8JsonWriter writer, GatewayExchange exchange, int bodyLength)
    {
        KeyValuePair<string, StringValues>[] headers = [.. EventHeaders.Of(exchange, bodyLength)
            .Select(header => KeyValuePair.Create(EventHeaders.ToTitleCase(header.Key), header.Value))];
        KeyValuePair<string, StringValues>[] parameters = [.. RequestQuery.Values(exchange.Request.Target)
            .Select(parameter => KeyValuePair.Create(parameter.Key, new StringValues([.. parameter])))];
        writer.WriteString("resource", ResourcePath(exchange));
        writer.WriteString("path", EventPath.Encoded(exchange));
        writer.WriteString("httpMethod", exchange.Request.Method);
        WriteValues(writer, "headers", "multiValueHeaders", headers);
        WriteValues(writer, "queryStringParameters", "multiValueQueryStringParameters", parameters);
        WriteVariables(writer, "pathParameters", EventPath.Variables(exchange));
        WriteVariables(writer, "stageVariables", [.. exchange.Stage!.Variables]);
    }

    private static void WriteContext(Utf8JsonWriter writer, GatewayExchange exchange)
    {
        writer.WriteString("accountId", EventContext.AccountId);
        writer.WriteString("apiId", EventContext.ApiId);
        writer.WriteString("domainName", ContextVariables.Find(exchange, "domainName"));
        writer.WriteString("domainPrefix", ContextVariables.Find(exchange, "domainPrefix"));
        writer.WriteString("extendedRequestId", exchange.RequestId);
        writer.WriteString("httpMethod", exchange.Request.Method);
        writer.WriteStartObject("identity");
        foreach (string name in s_unknownIdentity)
        {
            writer.WriteNull(name);
        }

        writer.WriteString("sourceIp", exchange.SourceIp);
        writer.WriteString("userAgent", exchange.Context.Request.Headers.UserAgent.ToString());
        writer.WriteEndObject();
        writer.WriteString("path", EventPath.Readable(exchange));
        writer.WriteString("protocol", ContextVariables.Find(exchange, "protocol"));
        writer.WriteString("requestId", exchange.RequestId);
        writer.WriteString("requestTime", ContextVariables.Find(exchange, "requestTime"));
        writer.WriteNumber("requestTimeEpoch", exchange.ReceivedAt.ToUnixTimeMilliseconds());
        writer.WriteString("resourceId", exchange.Decision.RouteKey);
        writer.WriteString("resourcePath", ResourcePath(exchange));
        writer.WriteString("stage", exchange.Stage!.Name);
    }

    // Claims and context are flat here: no 'jwt' or 'lambda' between.
    private static void WriteAuthorizer(Utf8JsonWriter writer, GatewayExchange exchange, ClaimFormat claims)
    {
        if (exchange.Decision.Token is { } token)
        {
            writer.WriteStartObject("authorizer");
            EventToken.Write(writer, token, exchange.Decision.Route!.Definition, claims);
            writer.WriteEndObject();
        }
        else if (exchange.Verdict is { } verdict)
        {
            writer.WriteStartObject("authorizer");
            if (verdict.PrincipalId is { } principal)
            {
                writer.WriteString("principalId", principal);
            }

            foreach (JsonProperty member in verdict.ContextMembers.Where(member => member.Name != "principalId"))
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    private static string ResourcePath(GatewayExchange exchange) =>
        exchange.Decision.Route!.Key is { HasPath: true } key ? key.Path : exchange.Decision.Route.Key.Text;

    // Of several values, the last one is used.
    private static void WriteValues(Utf8JsonWriter writer, string name, string allName, KeyValuePair<string, StringValues>[] values)
    {
        if (values.Length == 0)
        {
            writer.WriteNull(name);
            writer.WriteNull(allName);
            return;
        }

        EventJson.WriteTextsByName(writer, name, values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value[^1] ?? string.Empty)));
        writer.WriteStartObject(allName);
        foreach ((string key, StringValues all) in values)
        {
            EventJson.WriteTexts(writer, key, all.Select(value => value ?? string.Empty));
        }

        writer.WriteEndObject();
    }

    private static void WriteVariables(Utf8JsonWriter writer, string name, IReadOnlyList<KeyValuePair<string, string>> variables)
    {
        if (variables.Count == 0)
        {
            writer.WriteNull(name);
        }
        else
        {
            EventJson.WriteTextsByName(writer, name, variables);
        }
    }
}
