using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>Makes a value fit for its place in a log.</summary>
internal static class AccessLogValue
{
    // The service's quota on an entry is 1 MB, and on a request's head, from which values come, 10 KB.
    private const int MaximumLength = 16 * 1024;

    public static string Escape(string value, LogEscape escape)
    {
        value = value.Length <= MaximumLength ? value : Cut(value);
        return escape switch
        {
            LogEscape.JsonText => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            LogEscape.JsonValue when IsNumber(value) => value,
            LogEscape.JsonValue => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
            _ => EscapeLine(value),
        };
    }

    // Half a character is no text, and cannot be written as JSON.
    private static string Cut(string value) =>
        value[..(char.IsHighSurrogate(value[MaximumLength - 1]) ? MaximumLength - 1 : MaximumLength)];

    // RFC 8259 section 6, as far as a log has numbers.
    private static bool IsNumber(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) &&
        number.ToString(CultureInfo.InvariantCulture) == value;

    // As Apache's logs: \" and \\, and \xhh for each byte that is not visible ASCII.
    private static string EscapeLine(string value)
    {
        StringBuilder line = new();
        foreach (byte character in Encoding.UTF8.GetBytes(value))
        {
            if (character is (byte)'"' or (byte)'\\')
            {
                line.Append('\\').Append((char)character);
            }
            else if (character is >= (byte)' ' and <= (byte)'~')
            {
                line.Append((char)character);
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\x{character:x2}");
            }
        }

        return line.ToString();
    }
}

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
