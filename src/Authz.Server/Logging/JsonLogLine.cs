using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Authz.Server.Logging;

/// <summary>
/// One line of a log for programs: <c>time</c> (UTC, RFC 3339), <c>level</c>, <c>source</c> and <c>message</c>; <c>event</c>, a number, where
/// the event has one; <c>exception</c> of a fault; of an access log that is JSON itself, <c>entry</c> in place of <c>message</c>.
/// </summary>
internal static class JsonLogLine
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const string AccessLog = "access_log";

    /// <summary>The line of an event.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="level">One of the <see cref="LogLevels"/>.</param>
    /// <param name="source">What it happened in.</param>
    /// <param name="message">What happened.</param>
    /// <param name="eventId">Its number; 0 for none.</param>
    /// <param name="exception">The fault; null for none.</param>
    public static string Of(DateTimeOffset time, string level, string source, string message, int eventId = 0, string? exception = null) =>
        Write(time, level, source, json =>
        {
            json.WriteString("message", message);
            if (eventId != 0)
            {
                json.WriteNumber("event", eventId);
            }

            if (exception is not null)
            {
                json.WriteString("exception", exception);
            }
        });

    /// <summary>The line of an access log's line.</summary>
    public static string OfAccess(DateTimeOffset time, string line) => Write(time, LogLevels.Information, AccessLog, json =>
    {
        if (IsObject(line))
        {
            json.WritePropertyName("entry");
            json.WriteRawValue(line, skipInputValidation: true);
        }
        else
        {
            json.WriteString("message", line);
        }
    });

    private static string Write(DateTimeOffset time, string level, string source, Action<Utf8JsonWriter> writeRest)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WriteString("time", time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            json.WriteString("level", level);
            json.WriteString("source", source);
            writeRest(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    // A format that begins with a brace may still be no JSON: whoever wrote it is not followed into a log that nobody can read.
    private static bool IsObject(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
