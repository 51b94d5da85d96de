using System.Text;
using System.Text.Json;
using Authz.Lambda.Answers;

namespace Authz.Lambda.ProtectedResources;

/// <summary>The response of an integration (payload format 2.0) to a request for metadata, which anyone may read from anywhere.</summary>
internal static class MetadataResponse
{
    /// <summary>The answer to a request for metadata of one of the definition's resources; else that there is none.</summary>
    public static EventAnswer Of(MetadataRequest request, ApiAuthorizerSnapshot engine)
    {
        bool isPreflight = request.Method == "OPTIONS";
        ProtectedResourceMetadata? found = engine.FindMetadata(isPreflight ? "GET" : request.Method, request.Path);
        return new EventAnswer(AuthorizerAnswer.Document(Write(isPreflight, found)))
        {
            Event = "Metadata",
            Outcome = found is null ? AuthorizationOutcome.NotFound : AuthorizationOutcome.Allowed,
        };
    }

    private static ReadOnlyMemory<byte> Write(bool isPreflight, ProtectedResourceMetadata? found)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, AnswerWriter.Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode", found is null ? 404 : isPreflight ? 204 : 200);
            writer.WriteStartObject("headers");
            writer.WriteString("content-type", "application/json");
            if (found is not null)
            {
                writer.WriteString("access-control-allow-origin", "*");
            }

            if (found is not null && isPreflight)
            {
                writer.WriteString("access-control-allow-methods", "GET");
                writer.WriteString("access-control-allow-headers", "*");
            }

            writer.WriteEndObject();
            writer.WriteString(
                "body",
                found is null ? """{"message":"Not Found"}""" : isPreflight ? "" : Encoding.UTF8.GetString(found.Json.Span));
            writer.WriteEndObject();
        }

        return json.GetBuffer().AsMemory(0, (int)json.Length);
    }
}
