using Authz.Keys.Reading;
using Authz.Keys.Refreshing;

namespace Authz.Keys.Sources;

/// <summary>A source on a server: fetched ahead of need, backed off from when it fails.</summary>
internal abstract class RemoteKeySource(KeyFetcher fetcher) : KeySource
{
    private FetchedDocument? _keySet;

    protected KeyFetcher Fetcher => fetcher;

    public override TimeSpan? DueAfterSuccess(TimeSpan? maximumAge) => RefreshSchedule.AfterSuccess(maximumAge, Random.Shared.NextDouble());

    public override TimeSpan DueAfterFailure(int failures) => RefreshSchedule.AfterFailure(failures, Random.Shared.NextDouble());

    /// <summary>Fetches and reads the key set; only an accepted one is remembered for conditional requests.</summary>
    protected async Task<KeyReadResult> FetchKeySetAsync(Uri address, byte[]? discovery, CancellationToken cancellationToken)
    {
        FetchedDocument document = await fetcher.GetAsync(address, _keySet, cancellationToken).ConfigureAwait(false);
        if (!document.IsRead)
        {
            return document.ToFailure();
        }

        KeyReadResult result = JwksReader.Read(document.Content);
        if (result.Keys is null)
        {
            return KeyReadResult.Unusable($"{address}: {result.Error}");
        }

        _keySet = document;
        return result.From(new KeyDocuments(discovery, document.Content), document.MaximumAge);
    }

    public sealed override void Dispose()
    {
        fetcher.Dispose();
        base.Dispose();
    }
}
