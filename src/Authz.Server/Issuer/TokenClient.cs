using System.Text.Json;

namespace Authz.Server.Issuer;

/// <summary>Asks an issuer's token endpoint for an access token by client credentials (RFC 6749 section 4.4).</summary>
internal static class TokenClient
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public static async Task<(string? Token, string? Problem)> RequestAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        string discovery = request.Issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration";
        using HttpClient client = new() { Timeout = s_timeout };
        try
        {
            using HttpResponseMessage document = await client.GetAsync(new Uri(discovery), cancellationToken);
            string? endpoint = await ReadMemberAsync(document, "token_endpoint", cancellationToken);
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? tokenEndpoint))
            {
                return (null, $"{discovery} names no token endpoint; is it the discovery document of an issuer?");
            }

            using FormUrlEncodedContent form = new(CreateForm(request));
            using HttpResponseMessage response = await client.PostAsync(tokenEndpoint, form, cancellationToken);
            string? token = await ReadMemberAsync(response, "access_token", cancellationToken);
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            return token is not null
                ? (token, null)
                : (null, $"{tokenEndpoint} answered {(int)response.StatusCode} without a token: {body}");
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{request.Issuer} cannot be reached: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"{request.Issuer} did not answer within {s_timeout.TotalSeconds} s.");
        }
    }

    // The dev issuer accepts any client; claim and expires_in are its own extensions, which other issuers ignore.
    private static IEnumerable<KeyValuePair<string, string>> CreateForm(TokenRequest request)
    {
        yield return new("grant_type", "client_credentials");
        yield return new("client_id", "authz");
        yield return new("client_secret", "authz");
        yield return new("audience", request.Audience);
        if (request.Scope is not null)
        {
            yield return new("scope", request.Scope);
        }

        if (request.ExpiresIn is not null)
        {
            yield return new("expires_in", request.ExpiresIn);
        }

        foreach (string claim in request.Claims)
        {
            yield return new("claim", claim);
        }
    }

    private static async Task<string?> ReadMemberAsync(HttpResponseMessage response, string name, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out JsonElement member)
                && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The request of <c>authz token</c> to an issuer.</summary>
internal sealed record TokenRequest(Uri Issuer, string Audience, string? Scope, IReadOnlyList<string> Claims, string? ExpiresIn);
