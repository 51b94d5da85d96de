using System.Buffers;
using System.Text;

namespace Authz.Server.Gateway.AccessLogs;

/// <summary>
/// The format of an access log's lines
/// (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html), in which <c>$context.NAME</c> stands for a value.
/// A client's text stays within the place that the format gives it.
/// </summary>
internal sealed class AccessLogFormat
{
    private const string Mark = "$context.";
    private const string Unset = "-";

    private static readonly SearchValues<char> s_name =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

    private readonly Part[] _parts;

    private AccessLogFormat(Part[] parts) => _parts = parts;

    /// <summary>Compiles a format. One that begins with a brace is JSON, any other a line as of the Common Log Format.</summary>
    public static AccessLogFormat Compile(string format)
    {
        bool isJson = format.TrimStart().StartsWith('{');
        bool isQuoted = false;
        List<Part> parts = [];
        int start = 0;
        int mark;
        while ((mark = format.IndexOf(Mark, start, StringComparison.Ordinal)) >= 0)
        {
            string text = format[start..mark];
            isQuoted ^= CountQuotes(text) % 2 == 1;
            int nameStart = mark + Mark.Length;
            int length = format.AsSpan(nameStart).IndexOfAnyExcept(s_name) is >= 0 and int end ? end : format.Length - nameStart;

            // A full stop ends a sentence, not a name.
            string name = format.Substring(nameStart, length).TrimEnd('.');
            parts.Add(new Part(text, name, !isJson ? LogEscape.Line : isQuoted ? LogEscape.JsonText : LogEscape.JsonValue));
            start = nameStart + name.Length;
        }

        parts.Add(new Part(format[start..], Name: null, LogEscape.Line));
        return new AccessLogFormat([.. parts]);
    }

    /// <summary>The line of a request, without its end.</summary>
    /// <param name="find">Finds a variable's value; null if it has no value.</param>
    public string Write(Func<string, string?> find)
    {
        StringBuilder line = new();
        foreach (Part part in _parts)
        {
            line.Append(part.Text);
            if (part.Name is not null)
            {
                line.Append(AccessLogValue.Escape(find(part.Name) ?? Unset, part.Escape));
            }
        }

        return line.ToString().ReplaceLineEndings(" ");
    }

    private static int CountQuotes(string text)
    {
        int count = 0;
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\')
            {
                index++;
            }
            else if (text[index] == '"')
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>Text of a format, and the variable that follows it.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Name">The variable's name without <c>$context.</c>; null after the last variable.</param>
    /// <param name="Escape">How the place of the value has it escaped.</param>
    private sealed record Part(string Text, string? Name, LogEscape Escape);
}
