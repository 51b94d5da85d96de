using Authz.Keys.Reading;

namespace Authz.Keys.Sources;

/// <summary>A source that is never asked: for trying a definition out, which must reach nobody.</summary>
internal sealed class UnfetchedSource : KeySource
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromHours(1);

    public override string Name => "the running API";

    public override TimeSpan? DueAfterSuccess(TimeSpan? maximumAge) => null;

    public override TimeSpan DueAfterFailure(int failures) => s_retryInterval;

    public override Task<KeyReadResult> FetchAsync(CancellationToken cancellationToken) =>
        Task.FromResult(KeyReadResult.Failed("Keys are not fetched for a definition that is only tried out; paste the issuer's key set."));
}
