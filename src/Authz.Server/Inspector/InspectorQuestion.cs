using System.Text.Json;

namespace Authz.Server.Inspector;

/// <summary>A question of the page: a request line, and optionally a token.</summary>
internal sealed record InspectorQuestion(string Request, string? Token)
{
    /// <summary>No question that can be decided is longer.</summary>
    public const int MaximumBytes = 64 * 1024;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Reads a question; null if the body is not a question.</summary>
    public static async Task<InspectorQuestion?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<InspectorQuestion>(request.Body, s_options, request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
