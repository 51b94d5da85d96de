using System.Text.Json;

namespace Authz.Server.Inspector;

/// <summary>A question of the page: a request line, and optionally a token.</summary>
internal sealed record InspectorQuestion(string Request, string? Token)
{
    /// <summary>A longer one is refused: it may hold a definition.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>Reads a question of this kind; null if the body is not one.</summary>
    public static async Task<T?> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, s_options, request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
