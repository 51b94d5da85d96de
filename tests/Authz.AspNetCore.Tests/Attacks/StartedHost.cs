namespace Authz.AspNetCore.Tests.Attacks;

/// <summary>A host that runs.</summary>
internal sealed class StartedHost(HttpClient client, IDisposable host) : IDisposable
{
    public HttpClient Client { get; } = client;

    public void Dispose()
    {
        Client.Dispose();
        host.Dispose();
    }
}
