using System.Text.Encodings.Web;
using System.Text.Json;
using Authz.Lambda.Events;
using Authz.Lambda.Verdicts;

namespace Authz.Lambda.Answers;

/// <summary>Writes the two documents that API Gateway accepts: the simple response of payload format 2.0, and the IAM policy.</summary>
internal static class AnswerWriter
{
    /// <summary>The size of a WebSocket authorizer's result (developer guide, quotas).</summary>
    public const int LongestWebSocketAnswer = 8 * 1024;

    /// <summary>The principal of a request without a token, or whose token names no subject.</summary>
    private const string NoPrincipal = "-";

    /// <summary>An answer is read only as JSON; escaping for HTML would make it longer.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> WriteSimple(bool isAuthorized, AnswerContext context) => Write(writer =>
    {
        writer.WriteBoolean("isAuthorized", isAuthorized);
        context.Write(writer);
    });

    /// <summary>Writes a policy, with as much of the context as the kind of API allows.</summary>
    public static ReadOnlyMemory<byte> WritePolicy(AuthorizerEventKind kind, PolicyScope scope, AnswerContext context)
    {
        ReadOnlyMemory<byte> json = WritePolicy(scope, context);
        while (kind == AuthorizerEventKind.WebSocketConnect && json.Length > LongestWebSocketAnswer && context.DropLargestClaim())
        {
            json = WritePolicy(scope, context);
        }

        return json;
    }

    private static ReadOnlyMemory<byte> WritePolicy(PolicyScope scope, AnswerContext context) => Write(writer =>
    {
        writer.WriteString("principalId", context.Subject ?? NoPrincipal);
        writer.WriteStartObject("policyDocument");
        writer.WriteString("Version", "2012-10-17");
        writer.WriteStartArray("Statement");
        writer.WriteStartObject();
        writer.WriteString("Action", "execute-api:Invoke");
        writer.WriteString("Effect", scope.IsAllowed ? "Allow" : "Deny");
        writer.WriteStartArray("Resource");
        foreach (string resource in scope.Resources)
        {
            writer.WriteStringValue(resource);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        context.Write(writer);
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> writeMembers)
    {
        using MemoryStream json = new(1024);
        using (Utf8JsonWriter writer = new(json, Options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return json.GetBuffer().AsMemory(0, (int)json.Length);
    }
}
