namespace Authz.Server.Gateway.AccessLogs;

/// <summary>The access log of a stage: how its lines read, and where they go.</summary>
internal sealed record AccessLog(AccessLogFormat Format, AccessLogSink Sink);
