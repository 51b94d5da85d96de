using System.Globalization;
using Authz.Server.Exchanges;
using Authz.Server.Gateway.Mapping;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>
/// The <c>$context</c> variables of a served request
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html).
/// </summary>
internal static class AccessLogVariables
{
    /// <summary>A variable's value; null if it is unknown or has no value.</summary>
    public static string? Find(DecidedExchange exchange, TimeSpan elapsed, string name) => name switch
    {
        "status" => Text(exchange.StatusCode),
        "responseLength" or "dataProcessed" => exchange.ResponseLength is { } length ? Text(length) : null,
        "responseLatency" => Text((long)elapsed.TotalMilliseconds),
        "integrationStatus" or "integration.status" => exchange.Integration?.Status is { } status ? Text(status) : null,
        "integrationLatency" or "integration.latency" =>
            exchange.Integration?.Latency is { } latency ? Text((long)latency.TotalMilliseconds) : null,
        "integrationErrorMessage" or "integration.error" => exchange.Integration?.Error,
        "authorizer.error" => AuthorizerError.Of(exchange),
        "error.message" => exchange.ErrorMessage,
        "error.messageString" => exchange.ErrorMessage is { } message ? $"\"{message}\"" : null,
        _ => ContextVariables.Find(exchange, name),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
