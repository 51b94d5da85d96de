using Authz.Definitions.Tree;

namespace Authz.Revoking;

/// <summary>
/// The sources of revocations of all authorizers: one for each file, however many name it, kept when the definition is reloaded; and the
/// fleet, where there is one.
/// </summary>
internal sealed class RevocationSources : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Fleet? _fleet;
    private readonly RevocationSources? _running;
    private readonly RevocationMetrics? _metrics;
    private volatile bool _isFleetAsked;
    private volatile IReadOnlyDictionary<string, RevocationFile> _files = new Dictionary<string, RevocationFile>(StringComparer.Ordinal);

    /// <param name="options">The clock and the fleet.</param>
    /// <param name="isShadow">Whether the sources are a shadow's, which are not measured.</param>
    /// <param name="running">The sources in force, if a definition is only tried out: it has those, and reads nothing; else null.</param>
    public RevocationSources(ApiAuthorizerOptions options, bool isShadow = false, RevocationSources? running = null)
    {
        _time = options.TimeProvider;
        _running = running;
        _fleet = running is null ? options.Fleet : running._fleet;
        _metrics = isShadow || running is not null ? null : new RevocationMetrics(() => [.. All.Select(source => source.GetStatus())]);
    }

    public IEnumerable<RevocationSource> All =>
        _isFleetAsked ? _files.Values.Append<RevocationSource>(_fleet!.Revocations) : _files.Values;

    /// <summary>A problem for each authorizer that would have nobody to ask.</summary>
    public IEnumerable<DefinitionProblem> FindMissing(ApiDefinition definition) =>
        from authorizer in definition.Authorizers
        where authorizer.Value.Revocation is { File: null } && _fleet is null
        select new DefinitionProblem(
            JsonPointer.Append(JsonPointer.Append("/authorizers", authorizer.Key), "revocation"),
            Line: 0,
            Column: 0,
            "Nobody says which tokens are revoked: there is neither a file nor a fleet's store.",
            "Name a 'file', or give the host a store.")
        { Code = DefinitionProblemCodes.Unsupported };

    /// <summary>The sources of one authorizer.</summary>
    public RevocationSource[] For(RevocationDefinition definition)
    {
        if (_running is null)
        {
            _fleet?.Revocations.Follow(definition.MaximumStaleness);
        }

        RevocationSource[] files = definition.File is not { } path ? [] : [_running is null ? GetOrAdd(path) : _running.FindKnown(path)];
        return _fleet is null ? files : [.. files, _fleet.Revocations];
    }

    /// <summary>Looks at every file now.</summary>
    public Task RefreshAsync() => Task.WhenAll(_files.Values.Select(file => file.LookNowAsync()));

    /// <summary>Stops looking at the files that a new definition does not name.</summary>
    public void Retain(IReadOnlyCollection<RevocationSource> inUse)
    {
        _isFleetAsked = _fleet is not null && inUse.Contains(_fleet.Revocations);
        IReadOnlyDictionary<string, RevocationFile> old = _files;
        _files = old.Where(file => inUse.Contains(file.Value)).ToDictionary(StringComparer.Ordinal);
        foreach (RevocationFile file in old.Values.Except(_files.Values))
        {
            file.Dispose();
        }
    }

    public void Dispose()
    {
        Retain([]);
        _metrics?.Dispose();
    }

    private RevocationSource FindKnown(string path) =>
        _files.TryGetValue(path, out RevocationFile? file) ? file : new UnreadRevocations(path, _time);

    private RevocationFile GetOrAdd(string path)
    {
        if (_files.TryGetValue(path, out RevocationFile? file))
        {
            return file;
        }

        file = new RevocationFile(path, _time);
        _files = new Dictionary<string, RevocationFile>(_files, StringComparer.Ordinal) { [path] = file };
        return file;
    }
}
