namespace Authz.Server.Diff;

/// <summary>At which hosts an API is served that it was not, and the other way round. No host of its own stands for every other host.</summary>
internal static class StageHostComparison
{
    private const string Place = "stages";

    public static IEnumerable<AccessChange> Compare(ApiDefinition before, ApiDefinition after)
    {
        foreach ((string name, StageDefinition stage) in after.Stages)
        {
            IReadOnlyList<string> old = before.Stages.GetValueOrDefault(name)?.Hosts ?? [];
            if (!before.Stages.ContainsKey(name) || (old.Count == 0 && stage.Hosts.Count == 0))
            {
                continue;
            }

            if (old.Count == 0)
            {
                yield return new AccessChange(
                    AccessChangeKind.Stricter, Place, $"stage '{name}' is served at {string.Join(", ", stage.Hosts)} alone, no longer at every host");
            }
            else if (stage.Hosts.Count == 0)
            {
                yield return new AccessChange(AccessChangeKind.Looser, Place, $"stage '{name}' is served at every host that is no other stage's");
            }
            else
            {
                foreach (AccessChange change in CompareHosts(name, old, stage.Hosts))
                {
                    yield return change;
                }
            }
        }
    }

    private static IEnumerable<AccessChange> CompareHosts(string name, IReadOnlyList<string> old, IReadOnlyList<string> next) =>
        next.Except(old, StringComparer.Ordinal)
            .Select(host => new AccessChange(AccessChangeKind.Looser, Place, $"stage '{name}' is also served at {host}"))
            .Concat(old.Except(next, StringComparer.Ordinal)
                .Select(host => new AccessChange(AccessChangeKind.Stricter, Place, $"stage '{name}' is no longer served at {host}")));
}
