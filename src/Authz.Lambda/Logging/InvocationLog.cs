using System.Text.Json;
using Authz.Lambda.Answers;

namespace Authz.Lambda.Logging;

/// <summary>
/// One line for each invocation, a log entry and metrics in one (CloudWatch embedded metric format). Of the token it has only
/// the reason for its refusal.
/// </summary>
internal sealed class InvocationLog(Stream output, TextWriter errors, TimeProvider time) : IDisposable
{
    private readonly MemoryStream _line = new();
    private readonly Lock _gate = new();
    private bool _hasFailed;

    /// <summary>Writes the line of an answered event.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="duration">The time that it took.</param>
    /// <param name="invocationId">Lambda's identifier of the invocation; null if the host does not give it.</param>
    public void Write(EventAnswer answer, TimeSpan duration, string? invocationId)
    {
        lock (_gate)
        {
            _line.SetLength(0);
            using (Utf8JsonWriter writer = new(_line))
            {
                writer.WriteStartObject();
                WriteMetrics(writer, duration);
                WriteEntry(writer, answer, invocationId);
                writer.WriteEndObject();
            }

            _line.WriteByte((byte)'\n');
            WriteLine();
        }
    }

    public void Dispose() => _line.Dispose();

    // An answer does not depend on its line. The log itself cannot say that it lacks one: standard error does, once.
    private void WriteLine()
    {
        try
        {
            output.Write(_line.GetBuffer(), 0, (int)_line.Length);
            output.Flush();
            _hasFailed = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (!_hasFailed)
            {
                _hasFailed = true;
                errors.WriteLine($"The log cannot be written: {exception.Message} Its lines are left out until it can be.");
            }
        }
    }

    private void WriteMetrics(Utf8JsonWriter writer, TimeSpan duration)
    {
        writer.WriteStartObject("_aws");
        writer.WriteNumber("Timestamp", time.GetUtcNow().ToUnixTimeMilliseconds());
        writer.WriteStartArray("CloudWatchMetrics");
        writer.WriteRawValue(
            """{"Namespace":"Authz","Dimensions":[["outcome"],["outcome","reason"]],"Metrics":""" +
            """[{"Name":"Decisions","Unit":"Count"},{"Name":"Duration","Unit":"Milliseconds"}]}""",
            skipInputValidation: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteNumber("Decisions", 1);
        writer.WriteNumber("Duration", Math.Round(duration.TotalMilliseconds, 3));
    }

    private static void WriteEntry(Utf8JsonWriter writer, EventAnswer answer, string? invocationId)
    {
        writer.WriteString("outcome", OutcomeOf(answer));
        writer.WriteString("reason", answer.Answer.ErrorType ?? answer.Reason?.ToCode() ?? "none");
        writer.WriteString("event", answer.Event ?? answer.Kind.ToString());
        WriteWhereKnown(writer, "routeKey", answer.RouteKey);
        WriteWhereKnown(writer, "requestId", answer.RequestId);
        WriteWhereKnown(writer, "invocationId", invocationId);
        WriteWhereKnown(writer, "warning", answer.Warning);
    }

    private static string OutcomeOf(EventAnswer answer) => answer.Answer.ErrorMessage switch
    {
        null => answer.Outcome == AuthorizationOutcome.Allowed ? "allowed" : "denied",
        AuthorizerAnswer.UnauthorizedMessage => "unauthorized",
        _ => "error",
    };

    private static void WriteWhereKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
