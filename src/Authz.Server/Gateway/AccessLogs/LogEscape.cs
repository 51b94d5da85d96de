namespace Authz.Server.Gateway.AccessLogs;

/// <summary>What the place of a variable in a log's format asks of its value.</summary>
internal enum LogEscape : byte
{
    /// <summary>On a line of text: quotes, backslashes and what is not visible become escapes.</summary>
    Line,

    /// <summary>Inside a JSON string.</summary>
    JsonText,

    /// <summary>In place of a JSON value: a number stays one, anything else becomes a string.</summary>
    JsonValue,
}
