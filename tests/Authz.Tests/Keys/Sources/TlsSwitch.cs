namespace Authz.Tests.Keys.Sources;

/// <summary>Sends requests as they are, or from some time on through TLS, which the other side does not speak.</summary>
internal sealed class TlsSwitch() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    public bool UsesTls { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!UsesTls)
        {
            return base.SendAsync(request, cancellationToken);
        }

        var address = new UriBuilder(request.RequestUri!) { Scheme = Uri.UriSchemeHttps }.Uri;
        return base.SendAsync(new HttpRequestMessage(request.Method, address), cancellationToken);
    }
}
