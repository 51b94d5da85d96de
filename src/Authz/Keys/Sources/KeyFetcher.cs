using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;

namespace Authz.Keys.Sources;

/// <summary>
/// Fetches documents from issuers' servers and accepts as little as possible: no redirect, no cookie, no compression, no more than
/// the limit. What a body is called does not matter: its reader takes nothing but one strict JSON object.
/// </summary>
internal sealed class KeyFetcher : IDisposable
{
    private const int MaximumShownLocation = 200;

    // Some firewalls refuse requests that do not say who asks.
    private static readonly string s_userAgent =
        $"authz/{typeof(KeyFetcher).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}";

    private readonly HttpMessageInvoker _invoker;
    private readonly bool _isShared;
    private readonly FetchCredential? _credential;

    /// <param name="handler">Sends the requests and stays the caller's; null for a handler of our own.</param>
    public KeyFetcher(HttpMessageHandler? handler) =>
        _invoker = new HttpMessageInvoker(handler ?? FetchHandlers.Create(trusted: null), disposeHandler: handler is null);

    private KeyFetcher(HttpMessageInvoker invoker, bool isShared, FetchCredential? credential) =>
        (_invoker, _isShared, _credential) = (invoker, isShared, credential);

    /// <summary>A fetcher for one issuer, which trusts other certificates or shows a token.</summary>
    /// <param name="certificatesFile">The roots to trust; null to send through this fetcher's handler.</param>
    /// <param name="credential">The token to show; null for none.</param>
    public KeyFetcher With(string? certificatesFile, FetchCredential? credential) => new(
        certificatesFile is null ? _invoker : new HttpMessageInvoker(new TrustedCertificates(certificatesFile), disposeHandler: true),
        isShared: certificatesFile is null,
        credential);

    /// <summary>Fetches a document. The caller catches the exceptions of network and files.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="previous">The document last accepted from there, which the server may confirm instead of sending it
    /// again.</param>
    /// <param name="cancellationToken">Ends the fetch.</param>
    public async Task<FetchedDocument> GetAsync(Uri address, FetchedDocument? previous, CancellationToken cancellationToken)
    {
        string? knownETag = previous?.Address == address ? previous.ETag : null;
        using HttpRequestMessage request = CreateRequest(address, knownETag);
        if (_credential is not null && await _credential.ReadAsync(address, cancellationToken).ConfigureAwait(false) is { } bearer)
        {
            request.Headers.TryAddWithoutValidation("Authorization", bearer);
        }

        using HttpResponseMessage response = await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        TimeSpan? maximumAge = response.Headers.CacheControl?.MaxAge;
        if (response.StatusCode == HttpStatusCode.NotModified && knownETag is not null)
        {
            return previous! with { MaximumAge = maximumAge };
        }

        if (FindFault(address, response) is string fault)
        {
            return FetchedDocument.Failed(address, fault) with
            {
                IsNotFound = response.StatusCode == HttpStatusCode.NotFound,
                IsRefused = (int)response.StatusCode is < 500 and not (408 or 425 or 429),
            };
        }

        byte[]? content = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        return content is null
            ? FetchedDocument.Failed(address, $"sent more than {KeyLimits.DocumentBytes} bytes.") with { IsRefused = true }
            : new FetchedDocument
            {
                Address = address,
                Content = content,
                ETag = response.Headers.ETag?.ToString(),
                MaximumAge = maximumAge,
            };
    }

    public void Dispose()
    {
        if (!_isShared)
        {
            _invoker.Dispose();
        }
    }

    private static HttpRequestMessage CreateRequest(Uri address, string? knownETag)
    {
        HttpRequestMessage request = new(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        request.Headers.TryAddWithoutValidation("Accept", "application/json, application/jwk-set+json, */*;q=0.1");
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

        if (response.Headers.Location is Uri location && (int)response.StatusCode is >= 300 and < 400)
        {
            string target = location.OriginalString;
            target = DefinitionProblem.OnOneLine(target.Length > MaximumShownLocation ? target[..MaximumShownLocation] + "…" : target);
            return $"answered with status {(int)response.StatusCode} and leads to '{target}': key fetches follow no redirect. If that is the " +
                "issuer's, write it as 'metadataUri' or 'jwksUri'.";
        }

        HttpContentHeaders headers = response.Content.Headers;
        return response.StatusCode != HttpStatusCode.OK ? $"answered with status {(int)response.StatusCode}."
            : !headers.ContentEncoding.All(coding => coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
                ? $"answered with Content-Encoding {string.Join(", ", headers.ContentEncoding)}, which was not asked for."
            : headers.ContentLength > KeyLimits.DocumentBytes
                ? $"announced {headers.ContentLength} bytes, more than {KeyLimits.DocumentBytes}."
            : null;
    }

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
