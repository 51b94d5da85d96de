namespace Authz.Server.Decide;

/// <summary>Reports a reload that maps headers of which the configuration that a proxy runs with knows nothing.</summary>
/// <param name="report">Receives a line.</param>
internal sealed class MappedHeaderChanges(Action<string> report)
{
    private IReadOnlyList<string>? _known;

    /// <summary>Looks at the definition that comes into force: the first is the one that was printed.</summary>
    public void Look(ApiDefinition definition)
    {
        IReadOnlyList<string> names = MappedHeaders.Of(definition).Names;
        string[] added = [.. names.Except(_known ?? names, StringComparer.Ordinal)];
        if (added.Length > 0)
        {
            report(
                $"warning: mapped are now {string.Join(", ", added)} as well, of which the proxy's configuration knows nothing: print it " +
                "again with --print. Until it is loaded the upstream does not get them, and a client's own are refused or removed.");
        }

        _known = names;
    }
}
