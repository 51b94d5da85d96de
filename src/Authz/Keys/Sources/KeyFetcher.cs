using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Authz.Keys.Sources;

/// <summary>
/// Fetches documents from issuers' servers and accepts as little as possible: no redirect, no cookie, no compression, no more than
/// the limit, only JSON.
/// </summary>
internal sealed class KeyFetcher : IDisposable
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(5);

    // Long enough to be reused within one refresh, short enough to follow a change in DNS.
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpMessageInvoker _invoker;

    /// <param name="handler">Sends the requests and stays the caller's; null for a handler of our own.</param>
    public KeyFetcher(HttpMessageHandler? handler) =>
        _invoker = new HttpMessageInvoker(handler ?? CreateHandler(), disposeHandler: handler is null);

    /// <summary>Fetches a document. The caller catches the network's exceptions.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="previous">The document last accepted from there, which the server may confirm instead of sending it
    /// again.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    public async Task<FetchedDocument> GetAsync(Uri address, FetchedDocument? previous, CancellationToken cancellationToken)
    {
        string? knownETag = previous?.Address == address ? previous.ETag : null;
        using HttpRequestMessage request = CreateRequest(address, knownETag);
        using HttpResponseMessage response = await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        TimeSpan? maximumAge = response.Headers.CacheControl?.MaxAge;
        if (response.StatusCode == HttpStatusCode.NotModified && knownETag is not null)
        {
            return previous! with { MaximumAge = maximumAge };
        }

        if (FindFault(address, response) is string fault)
        {
            return FetchedDocument.Failed(address, fault) with { IsNotFound = response.StatusCode == HttpStatusCode.NotFound };
        }

        byte[]? content = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return content is null
            ? FetchedDocument.Failed(address, $"sent more than {KeyLimits.DocumentBytes} bytes.")
            : new FetchedDocument
            {
                Address = address,
                Content = content,
                ETag = response.Headers.ETag?.ToString(),
                MaximumAge = maximumAge,
            };
    }

    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = s_connectTimeout,
        PooledConnectionLifetime = s_connectionLifetime,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 0,
    };

    private static HttpRequestMessage CreateRequest(Uri address, string? knownETag)
    {
        HttpRequestMessage request = new(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, application/jwk-set+json");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (knownETag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", knownETag);
        }

        return request;
    }

    private static string? FindFault(Uri address, HttpResponseMessage response)
    {
        // A handler that followed a redirect leaves the last address here; the document may be anyone's.
        if (response.RequestMessage?.RequestUri is Uri asked && asked != address)
        {
            return $"was answered from {asked}: key fetches follow no redirect. Name the final address.";
        }

        HttpContentHeaders headers = response.Content.Headers;
        return response.StatusCode != HttpStatusCode.OK ? $"answered with status {(int)response.StatusCode}."
            : headers.ContentEncoding.Count > 0 ? $"answered with Content-Encoding {headers.ContentEncoding}, which was not asked for."
            : !IsJson(headers.ContentType?.MediaType)
                ? $"answered with Content-Type {headers.ContentType?.MediaType ?? "none"} instead of JSON."
            : headers.ContentLength > KeyLimits.DocumentBytes
                ? $"announced {headers.ContentLength} bytes, more than {KeyLimits.DocumentBytes}."
            : null;
    }

    // RFC 6839 section 3.1: +json names JSON in another vocabulary, such as application/jwk-set+json (RFC 7517 section 8.5.1).
    private static bool IsJson(string? mediaType) =>
        mediaType is not null && mediaType.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(KeyLimits.DocumentBytes + 1);
        try
        {
            // One byte beyond the limit distinguishes a body that is too long from one that just fits.
            Memory<byte> room = buffer.AsMemory(0, KeyLimits.DocumentBytes + 1);
            int read = await body.ReadAtLeastAsync(room, room.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return read == room.Length ? null : buffer.AsSpan(0, read).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
