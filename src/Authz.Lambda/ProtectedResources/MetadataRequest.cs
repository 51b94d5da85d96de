using System.Text.Json;

namespace Authz.Lambda.ProtectedResources;

/// <summary>
/// A request for metadata (RFC 9728) that an HTTP API forwards to the function as to an integration, in payload format 2.0. Such an event
/// has no ARN and no type, which those of authorizers always have.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, with the stage.</param>
internal sealed record MetadataRequest(string Method, string Path)
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly string[] s_ofAuthorizers = ["type", "routeArn", "methodArn", "authorizationToken", "identitySource"];

    /// <summary>Reads an event; null if it is another.</summary>
    public static MetadataRequest? Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(utf8, s_options);
            JsonElement root = json.RootElement;
            bool isIntegrations = root.ValueKind == JsonValueKind.Object
                && TextOf(root, "version") == "2.0"
                && !s_ofAuthorizers.Any(name => root.TryGetProperty(name, out _));
            return isIntegrations && TextOf(root, "rawPath") is { } path && Find(root, "requestContext") is { } context
                && Find(context, "http") is { } http && TextOf(http, "method") is { } method
                ? new MetadataRequest(method, path)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement found) ? found : null;

    private static string? TextOf(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
