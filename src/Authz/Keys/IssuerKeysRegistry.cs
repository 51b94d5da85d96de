using Authz.Keys.Snapshots;
using Authz.Keys.Sources;
using Authz.Sharing;

namespace Authz.Keys;

/// <summary>
/// The keys of every issuer this process trusts: one <see cref="IssuerKeys"/> for each source, however many authorizers name
/// it, kept when the definition is reloaded. Not safe for concurrent change: only loading a definition changes it.
/// </summary>
internal sealed class IssuerKeysRegistry : IDisposable
{
    private readonly ApiAuthorizerOptions _options;
    private readonly KeyFetcher _fetcher;
    private readonly KeyMetrics _metrics;
    private readonly KeyEpoch _epoch = new();
    private readonly OfflineKeys? _offline;

    // Guards changes and listings of the issuers, because metrics are observed at any time.
    private readonly Lock _gate = new();
    private Dictionary<KeySourceIdentity, IssuerKeys> _issuers = [];

    // The first of those that differ in their limits only.
    private Dictionary<KeySourceIdentity, IssuerKeys> _firstOfSource = [];

    /// <param name="options">The engine's settings.</param>
    /// <param name="isShadow">Whether the keys are a shadow's, or otherwise not those in force.</param>
    /// <param name="offline">Where keys come from if none may be fetched and no file read; else null.</param>
    public IssuerKeysRegistry(ApiAuthorizerOptions options, bool isShadow = false, OfflineKeys? offline = null)
    {
        _offline = offline;
        _options = options;
        _fetcher = new KeyFetcher(options.KeyFetchHandler);
        _metrics = new KeyMetrics(ListAges, isShadow);
    }

    /// <summary>The keys of all issuers in use.</summary>
    public IReadOnlyList<IssuerKeys> Issuers
    {
        get
        {
            lock (_gate)
            {
                return [.. _issuers.Values];
            }
        }
    }

    /// <summary>The keys for one issuer entry of a validated definition.</summary>
    public IssuerKeys GetOrAdd(JwtConfiguration entry, CompatibilityProfile profile)
    {
        var identity = KeySourceIdentity.Of(entry, profile);
        if (!_issuers.TryGetValue(identity, out IssuerKeys? keys))
        {
            keys = Create(identity);
            _firstOfSource.TryAdd(identity.WithoutLimits(), keys);
            lock (_gate)
            {
                _issuers.Add(identity, keys);
            }
        }

        return keys;
    }

    /// <summary>Stops refreshing the keys that a new definition does not name. Requests in progress may still use them.</summary>
    public void Retain(IReadOnlyCollection<IssuerKeys> inUse)
    {
        Dictionary<KeySourceIdentity, IssuerKeys> old = _issuers;
        Dictionary<KeySourceIdentity, IssuerKeys> kept = old.Where(entry => inUse.Contains(entry.Value)).ToDictionary();
        _firstOfSource = kept.DistinctBy(entry => entry.Key.WithoutLimits())
            .ToDictionary(entry => entry.Key.WithoutLimits(), entry => entry.Value);
        lock (_gate)
        {
            _issuers = kept;
        }

        foreach (IssuerKeys keys in old.Values.Except(kept.Values))
        {
            keys.Dispose();
        }
    }

    public void Dispose()
    {
        Retain([]);
        _metrics.Dispose();
        _fetcher.Dispose();
    }

    private IEnumerable<(string Issuer, TimeSpan Age)> ListAges()
    {
        foreach (IssuerKeys keys in Issuers)
        {
            if (keys.Age is TimeSpan age)
            {
                yield return (keys.Issuer, age);
            }
        }
    }

    // Who trusts other roots for the same address must not share documents.
    private KeyPlace? OpenPlace(KeySourceIdentity identity, string sourceName) => _options.Fleet?.Keys.Open(
        identity.Issuer,
        identity.TrustedCertificatesFile is { } roots ? $"{sourceName} trusted by {roots}" : sourceName);

    private RemoteKeySource CreateRemote(KeySourceIdentity identity)
    {
        Uri written = new(identity.JwksUri ?? identity.MetadataUri ?? identity.Issuer);
        KeyFetcher fetcher = _fetcher.With(
            identity.TrustedCertificatesFile, identity.BearerTokenFile is { } path ? new FetchCredential(path, written) : null);
        InsecureHosts insecure = new(identity.InsecureHttpHosts.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return identity.JwksUri is not null
            ? new JwksUriSource(written, fetcher)
            : new DiscoverySource(identity.Issuer, identity.MetadataUri is null ? null : written, insecure, fetcher);
    }

    private IssuerKeys Create(KeySourceIdentity identity)
    {
        KeySource source = identity switch
        {
            { Jwks: null } when _offline?.KeySet is { } pasted => new InlineSource(pasted),
            { Jwks: null } when _offline is not null => new UnfetchedSource(),
            { Jwks: string keySet } => new InlineSource(keySet),
            { JwksFile: string path } => new FileSource(path),
            _ => CreateRemote(identity),
        };
        KeySnapshot? snapshot = _options.KeySnapshot is null ? null : new KeySnapshot(_options.KeySnapshot, identity.Issuer, source.Name);
        IssuerKeysOptions options = new(
            identity.Issuer, identity.MaximumAge, identity.FetchTimeout, _options.TimeProvider, snapshot, _metrics, _epoch)
        {
            HasOtherSpelling = () => Issuers.Any(keys => keys.Issuer == FinalSlash.Toggle(identity.Issuer)),
            Place = source is RemoteKeySource ? OpenPlace(identity, source.Name) : null,
        };
        return new IssuerKeys(
            source, options, _offline is null ? _firstOfSource.GetValueOrDefault(identity.WithoutLimits()) : _offline.Find(identity.Issuer));
    }
}
