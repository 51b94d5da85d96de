namespace Authz.Server.Gateway.AccessLogs;

/// <summary>The access log of a stage.</summary>
internal sealed class AccessLog(AccessLogFormat format, AccessLogSink sink)
{
    /// <summary>Writes the line of a request that has been answered.</summary>
    public void Write(GatewayExchange exchange, TimeSpan elapsed) =>
        sink.Write(format.Write(name => AccessLogVariables.Find(exchange, elapsed, name)));
}
