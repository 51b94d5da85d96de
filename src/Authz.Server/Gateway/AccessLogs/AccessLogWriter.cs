using Authz.Server.Exchanges;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>Writes a request's line into the access log of its stage.</summary>
internal static class AccessLogWriter
{
    /// <summary>Writes the line of a request that has been answered; nothing if its stage keeps no access log.</summary>
    public static void Write(DecidedExchange exchange, TimeSpan elapsed)
    {
        if (exchange.Stage?.AccessLog is { } log)
        {
            log.Sink.Write(log.Format.Write(name => AccessLogVariables.Find(exchange, elapsed, name)));
        }
    }
}
