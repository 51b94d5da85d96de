using Authz.Server.Exchanges;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>
/// Writes a request's line into the access log of its stage. Made when the request begins; without an access log no clock is read.
/// </summary>
/// <param name="exchange">The request.</param>
/// <param name="timeProvider">The clock.</param>
internal readonly struct AccessLogWriter(DecidedExchange exchange, TimeProvider timeProvider)
{
    private readonly long _start = exchange.Stage?.AccessLog is null ? 0 : timeProvider.GetTimestamp();

    /// <summary>Writes the line, once the request has been answered; nothing if its stage keeps no access log.</summary>
    public void Write()
    {
        if (exchange.Stage?.AccessLog is { } log)
        {
            DecidedExchange answered = exchange;
            TimeSpan elapsed = timeProvider.GetElapsedTime(_start);
            log.Sink.Write(log.Format.Write(name => AccessLogVariables.Find(answered, elapsed, name)));
        }
    }
}
