using Authz.Keys.Reading;

namespace Authz.Keys.Sources;

/// <summary>A key set at an address that the definition names (<c>jwksUri</c>).</summary>
internal sealed class JwksUriSource(Uri address, KeyFetcher fetcher) : RemoteKeySource(fetcher)
{
    public override string Name { get; } = address.AbsoluteUri;

    public override Task<KeyReadResult> FetchAsync(CancellationToken cancellationToken) =>
        FetchKeySetAsync(address, null, cancellationToken);

    public override KeyReadResult? Restore(KeyDocuments documents) => JwksReader.Read(documents.KeySet);
}
