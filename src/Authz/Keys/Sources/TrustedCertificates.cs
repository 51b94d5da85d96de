using System.Security.Cryptography.X509Certificates;
using System.Text;
using Authz.Files;

namespace Authz.Keys.Sources;

/// <summary>
/// Sends requests to servers whose certificates are signed by the roots in a file (<c>trustedCertificatesFile</c>) and by no others. The
/// file is read before each request, so that a renewed authority needs no restart.
/// </summary>
internal sealed class TrustedCertificates(string path) : HttpMessageHandler
{
    private const long MaximumBytes = 1 << 20;

    private readonly PolledFile _file = new(path);
    private byte[] _content = [];
    private HttpMessageInvoker? _invoker;

    // One refresh at a time sends one request at a time.
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] content = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (_invoker is null || !content.AsSpan().SequenceEqual(_content))
        {
            HttpMessageInvoker renewed = new(FetchHandlers.Create(Import(content)), disposeHandler: true);
            _invoker?.Dispose();
            (_invoker, _content) = (renewed, content);
        }

        return await _invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _invoker?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _file.ReadAsync(MaximumBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the file of trusted certificates {path} cannot be read: {exception.Message}", exception);
        }
    }

    private X509Certificate2Collection Import(byte[] content)
    {
        X509Certificate2Collection certificates = [];
        certificates.ImportFromPem(Encoding.UTF8.GetString(content));
        return certificates.Count > 0
            ? certificates
            : throw new IOException($"the file of trusted certificates {path} has no PEM block CERTIFICATE.");
    }
}
