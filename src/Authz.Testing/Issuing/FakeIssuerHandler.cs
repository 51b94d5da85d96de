using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Authz.Testing.Issuing;

/// <summary>Answers requests for the documents of fake issuers in place of the network.</summary>
internal sealed class FakeIssuerHandler(FakeIssuer[] issuers) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Answer(request));
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => Answer(request);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        string? url = request.RequestUri?.AbsoluteUri;
        foreach (FakeIssuer issuer in issuers)
        {
            if (url == issuer.DiscoveryUri)
            {
                issuer.CountDiscoveryRequest();
                return Answer(issuer, issuer.CreateDiscoveryDocument());
            }

            if (url == issuer.KeySetUri)
            {
                issuer.CountKeySetRequest();
                return Answer(issuer, issuer.CreateKeySet());
            }
        }

        return new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private static HttpResponseMessage Answer(FakeIssuer issuer, JsonObject document) =>
        issuer.Outage is { } status
            ? new HttpResponseMessage(status)
            : new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(document.ToJsonString(), Encoding.UTF8, "application/json"),
            };
}
