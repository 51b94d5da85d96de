namespace Authz.Server.Logging;

/// <summary>How a server writes what happens.</summary>
internal enum LogFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON object a line, of the schema of <see cref="JsonLogLine"/>.</summary>
    Json,
}
