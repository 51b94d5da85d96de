using System.Text.Json;

namespace Authz.Server.Issuer;

/// <summary>What a token endpoint answered (RFC 6749 sections 5.1 and 5.2).</summary>
/// <param name="Token">The access token; null if there is none.</param>
/// <param name="Error">What it says instead, as the end of a sentence.</param>
internal sealed record TokenAnswer(string? Token, string Error)
{
    /// <summary>Whether the token is bound to the key of the request's proof (RFC 9449 section 5).</summary>
    public bool IsDpop { get; private init; }

    public static async Task<TokenAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            JsonElement root = document.RootElement;
            return FindText(root, "access_token") is { } token
                ? new TokenAnswer(token, string.Empty) { IsDpop = "DPoP".Equals(FindText(root, "token_type"), StringComparison.OrdinalIgnoreCase) }
                : new TokenAnswer(
                    null, $": {FindText(root, "error") ?? "no error named"}. {FindText(root, "error_description")}".TrimEnd());
        }
        catch (JsonException)
        {
            return new TokenAnswer(null, ": the answer is not JSON.");
        }
    }

    /// <summary>A member that is a string; null if there is none, or no object.</summary>
    public static string? FindText(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member)
            && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
