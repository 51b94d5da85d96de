using System.Text.Json;

namespace Authz.Lambda.Answers;

/// <summary>The result of one invocation: a document for API Gateway, or an error, of which API Gateway reads only the message.</summary>
internal sealed record AuthorizerAnswer
{
    /// <summary>The error message that API Gateway turns into 401; any other becomes 500.</summary>
    public const string UnauthorizedMessage = "Unauthorized";

    private AuthorizerAnswer(ReadOnlyMemory<byte> json, string? errorType, string? errorMessage)
    {
        Json = json;
        ErrorType = errorType;
        ErrorMessage = errorMessage;
    }

    /// <summary>The document, or the error in the Runtime API's form.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The error's stable code; null if this is not an error.</summary>
    public string? ErrorType { get; }

    public string? ErrorMessage { get; }

    public static AuthorizerAnswer Document(ReadOnlyMemory<byte> json) => new(json, null, null);

    /// <summary>The client gets 401.</summary>
    public static AuthorizerAnswer Unauthorized(RefusalReason reason) => Failure(reason.ToCode(), UnauthorizedMessage);

    /// <summary>The client gets 500.</summary>
    /// <param name="type">The error's stable code.</param>
    /// <param name="message">What is wrong and what to do, for the operator.</param>
    public static AuthorizerAnswer Failure(string type, string message)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, AnswerWriter.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("errorMessage", message);
            writer.WriteString("errorType", type);
            writer.WriteEndObject();
        }

        return new AuthorizerAnswer(json.GetBuffer().AsMemory(0, (int)json.Length), type, message);
    }
}
