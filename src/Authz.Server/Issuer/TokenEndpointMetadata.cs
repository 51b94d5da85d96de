using System.Text.Json;

namespace Authz.Server.Issuer;

/// <summary>What an issuer's metadata say of its token endpoint (RFC 8414 section 2).</summary>
/// <param name="Issuer">The issuer's own name.</param>
/// <param name="TokenEndpoint">Where tokens are asked for.</param>
/// <param name="AuthenticationMethods">How clients may authenticate; null if it is not said.</param>
internal sealed record TokenEndpointMetadata(string? Issuer, Uri TokenEndpoint, IReadOnlyList<string>? AuthenticationMethods)
{
    /// <returns>The metadata; null if the answer names no token endpoint.</returns>
    public static async Task<TokenEndpointMetadata?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            JsonElement root = document.RootElement;
            return Uri.TryCreate(TokenAnswer.FindText(root, "token_endpoint"), UriKind.Absolute, out Uri? endpoint)
                && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp)
                ? new TokenEndpointMetadata(TokenAnswer.FindText(root, "issuer"), endpoint, FindMethods(root))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Why a client's secret must not be sent to the token endpoint; null if it may be.</returns>
    public string? FindReasonToKeepSecret(Uri asked) => this switch
    {
        // RFC 8414 section 3.3, but for the slash at the end, which many leave out.
        _ when Issuer is null || Issuer.TrimEnd('/') != asked.OriginalString.TrimEnd('/') =>
            $"the secret is not sent: the discovery document of {asked} is of the issuer '{Issuer}'. Ask that one.",
        _ when !IsConfidential(TokenEndpoint) || (asked.Scheme == Uri.UriSchemeHttps && TokenEndpoint.Scheme != Uri.UriSchemeHttps) =>
            $"the secret is not sent: the token endpoint {TokenEndpoint} is not https.",
        _ => null,
    };

    /// <summary>Whether what is sent there stays between the two.</summary>
    public static bool IsConfidential(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback;

    private static List<string>? FindMethods(JsonElement root) =>
        root.TryGetProperty("token_endpoint_auth_methods_supported", out JsonElement methods) && methods.ValueKind == JsonValueKind.Array
            ? [.. methods.EnumerateArray().Where(method => method.ValueKind == JsonValueKind.String).Select(method => method.GetString()!)]
            : null;
}
