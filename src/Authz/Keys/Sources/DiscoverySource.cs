using Authz.Keys.Reading;

namespace Authz.Keys.Sources;

/// <summary>
/// The key set that an issuer's metadata names: OpenID Connect Discovery 1.0 section 4, or RFC 8414 if the issuer has no OpenID
/// configuration.
/// </summary>
/// <param name="issuer">The issuer that the metadata must name.</param>
/// <param name="metadataUri">Where the metadata is; null to find it from the issuer.</param>
/// <param name="insecure">The hosts that may be asked over http.</param>
/// <param name="fetcher">Fetches the documents.</param>
internal sealed class DiscoverySource(string issuer, Uri? metadataUri, InsecureHosts insecure, KeyFetcher fetcher) : RemoteKeySource(fetcher)
{
    private readonly Uri _address = metadataUri ?? DiscoveryAddress.OpenId(issuer);
    private FetchedDocument? _discovery;
    private volatile bool _hasDiscoveryFailed;

    public override string Name => _address.AbsoluteUri;

    public override bool HasDiscoveryFailed => _hasDiscoveryFailed;

    public override async Task<KeyReadResult> FetchAsync(CancellationToken cancellationToken)
    {
        _hasDiscoveryFailed = true;
        FetchedDocument document = await Fetcher.GetAsync(_address, _discovery, cancellationToken).ConfigureAwait(false);
        if (document.IsNotFound && metadataUri is null)
        {
            FetchedDocument other =
                await Fetcher.GetAsync(DiscoveryAddress.OAuth(issuer), _discovery, cancellationToken).ConfigureAwait(false);
            document = other.IsRead ? other : other with { Error = $"{document.Error} {other.Error}" };
        }

        if (!document.IsRead)
        {
            return document.ToFailure();
        }

        DiscoveryReadResult discovery = DiscoveryReader.Read(document.Content, issuer, _address, insecure);
        if (discovery.KeySetAddress is null)
        {
            return KeyReadResult.Unusable($"{document.Address}: {discovery.Error}", discovery.IsOtherSpelling);
        }

        _hasDiscoveryFailed = false;
        KeyReadResult result = await FetchKeySetAsync(discovery.KeySetAddress, document.Content, cancellationToken).ConfigureAwait(false);
        _discovery = result.Keys is null ? _discovery : document;
        return result;
    }

    public override KeyReadResult? Restore(KeyDocuments documents) =>
        documents.Discovery is not null && DiscoveryReader.Read(documents.Discovery, issuer, _address, insecure).KeySetAddress is not null
            ? JwksReader.Read(documents.KeySet)
            : KeyReadResult.Unusable("The discovery document is not this issuer's.");
}
