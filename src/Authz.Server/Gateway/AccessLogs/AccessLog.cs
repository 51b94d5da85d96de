namespace Authz.Server.Gateway.AccessLogs;

/// <summary>The access log of a stage: its format and its sink.</summary>
internal sealed record AccessLog(AccessLogFormat Format, AccessLogSink Sink);
