namespace Authz.Server.Gateway.AccessLogs;

/// <summary>How a value is escaped at its place in a log's format.</summary>
internal enum LogEscape : byte
{
    /// <summary>On a line of text: quotes, backslashes and invisible characters are escaped.</summary>
    Line,

    /// <summary>Inside a JSON string.</summary>
    JsonText,

    /// <summary>In place of a JSON value: a number stays one, anything else becomes a string.</summary>
    JsonValue,
}
