using Authz.Keys.Reading;

namespace Authz.Keys.Sources;

/// <summary>Where one issuer's keys come from. Used by one refresh at a time.</summary>
internal abstract class KeySource : IDisposable
{
    /// <summary>The place as operators know it: a URL, a path, or <c>inline</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the source cannot change, so that its keys do not age.</summary>
    public virtual bool IsConstant => false;

    /// <summary>Whether the last fetch failed before it reached the key set.</summary>
    public virtual bool HasDiscoveryFailed => false;

    /// <summary>The time until the next refresh after a success; null for never.</summary>
    /// <param name="maximumAge">The freshness that the source stated.</param>
    public abstract TimeSpan? DueAfterSuccess(TimeSpan? maximumAge);

    /// <summary>How soon to try again.</summary>
    /// <param name="failures">How many attempts have failed in a row, at least 1.</param>
    public abstract TimeSpan DueAfterFailure(int failures);

    /// <summary>Fetches and reads the keys. Failures are results; the caller catches exceptions of a broken handler or disk.</summary>
    public abstract Task<KeyReadResult> FetchAsync(CancellationToken cancellationToken);

    /// <summary>Reads documents of an earlier fetch, as strictly as new ones; null if the source keeps no documents.</summary>
    public virtual KeyReadResult? Restore(KeyDocuments documents) => null;

    public virtual void Dispose()
    {
    }
}
