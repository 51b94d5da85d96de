using System.Collections.Concurrent;

namespace Authz.Tests.Attacks;

/// <summary>Notes which addresses are asked for.</summary>
internal sealed class AddressRecorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentQueue<string> _addresses = new();

    public IReadOnlyCollection<string> Addresses => _addresses;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _addresses.Enqueue(request.RequestUri!.AbsoluteUri);
        return base.SendAsync(request, cancellationToken);
    }
}
