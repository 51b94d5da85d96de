using Authz.AspNetCore.Refusals;
using Authz.Testing;

namespace Authz.Server.Issuer;

/// <summary>Asks an issuer's token endpoint for an access token by client credentials (RFC 6749 section 4.4).</summary>
internal static class TokenClient
{
    // A larger answer is no token.
    private const int MaximumAnswerBytes = 1_048_576;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    public static async Task<(string? Token, string? Problem)> RequestAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Client is not null && !TokenEndpointMetadata.IsConfidential(request.Issuer))
        {
            return (null, $"the secret is not sent: {request.Issuer} is neither https nor on a loopback address.");
        }

        // A redirect would carry the secret to wherever it leads.
        using HttpClientHandler handler = new() { AllowAutoRedirect = false };
        using HttpClient client = new(handler) { Timeout = s_timeout, MaxResponseContentBufferSize = MaximumAnswerBytes };
        try
        {
            (TokenEndpointMetadata? metadata, string? problem) = await DiscoverAsync(request, client, cancellationToken);
            return metadata is null ? (null, problem) : await AskAsync(request, metadata, client, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return (null, $"{request.Issuer} cannot be reached: {(exception.InnerException ?? exception).Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"{request.Issuer} did not answer within {s_timeout.TotalSeconds} s.");
        }
    }

    private static async Task<(TokenEndpointMetadata? Metadata, string? Problem)> DiscoverAsync(
        TokenRequest request, HttpClient client, CancellationToken cancellationToken)
    {
        string discovery = request.Issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration";
        using HttpResponseMessage response = await client.GetAsync(new Uri(discovery), cancellationToken);
        TokenEndpointMetadata? metadata = await TokenEndpointMetadata.ReadAsync(response, cancellationToken);
        string? problem = metadata is null
            ? $"{discovery} {Describe(response)} names no token endpoint; is it the discovery document of an issuer?"
            : request.Client is null ? null : metadata.FindReasonToKeepSecret(request.Issuer);
        return problem is null ? (metadata, null) : (null, problem);
    }

    private static async Task<(string? Token, string? Problem)> AskAsync(
        TokenRequest request, TokenEndpointMetadata metadata, HttpClient client, CancellationToken cancellationToken)
    {
        (string? token, string? problem, string? nonce) = await AskAsync(request, metadata, client, nonce: null, cancellationToken);
        if (token is null && nonce is not null)
        {
            // RFC 9449 section 8: once more, with the nonce.
            (token, problem, _) = await AskAsync(request, metadata, client, nonce, cancellationToken);
        }

        return (token, problem);
    }

    private static async Task<(string? Token, string? Problem, string? Nonce)> AskAsync(
        TokenRequest request, TokenEndpointMetadata metadata, HttpClient client, string? nonce, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, metadata.TokenEndpoint);
        if (request.Key is { } key)
        {
            TestToken proof = key.CreateProof(HttpMethod.Post.Method, metadata.TokenEndpoint.GetLeftPart(UriPartial.Path));
            message.Headers.Add("DPoP", (nonce is null ? proof : proof.With("nonce", nonce)).Sign(key));
        }

        List<KeyValuePair<string, string>> form = [new("grant_type", "client_credentials"), .. request.Parameters];
        if (request.Client is { } credentials && !credentials.TryAddTo(metadata.AuthenticationMethods, message, form))
        {
            string methods = string.Join(", ", metadata.AuthenticationMethods ?? []);
            return (null, $"{request.Issuer} takes no client secret, only {methods}; see token_endpoint_auth_methods_supported.", null);
        }

        message.Content = new FormUrlEncodedContent(form);
        using HttpResponseMessage response = await client.SendAsync(message, cancellationToken);
        TokenAnswer answer = await TokenAnswer.ReadAsync(response, cancellationToken);
        if (answer.Token is not null)
        {
            return request.Key is null || answer.IsDpop
                ? (answer.Token, null, null)
                : (null, $"{metadata.TokenEndpoint} does not know DPoP: its token is not bound to the key.", null);
        }

        string problem = $"{metadata.TokenEndpoint} {Describe(response)} gives no token{answer.Error}";
        string? next = response.Headers.TryGetValues(ProofNonceHeader.Name, out IEnumerable<string>? values) ? values.First() : null;
        return (null, request.Client?.Hide(problem) ?? problem, next);
    }

    private static string Describe(HttpResponseMessage response) => response.Headers.Location is { } location
        ? $"(status {(int)response.StatusCode}, to {location}; no redirect is followed)"
        : $"(status {(int)response.StatusCode})";
}
