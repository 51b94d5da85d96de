using Authz.Definitions.Validation;

namespace Authz.Server.Diff;

/// <summary>
/// Says what changes for requests between two definitions, and misses nothing: every request is like one of those that are tried, and for
/// each of these the demands of its two routes are compared exactly.
/// </summary>
internal static class DefinitionDiff
{
    /// <summary>The changes, those that grant more first.</summary>
    public static IReadOnlyList<AccessChange> Compare(ApiDefinition before, ApiDefinition after)
    {
        ApiAccess old = new(before);
        ApiAccess next = new(after);
        List<AccessChange> changes = [.. CorsComparison.Compare(before.Cors, after.Cors), .. CompareStages(before, after), .. MetadataComparison.Compare(before, after)];
        if (RequestPaths.Of([.. old.Keys, .. next.Keys]) is { } paths)
        {
            changes.AddRange(CompareRoutes(old, next, paths));
        }
        else
        {
            // A part that was not compared may differ in any way.
            changes.Add(new AccessChange(AccessChangeKind.Looser, "routes", "are too many and too interleaved to compare; split the API"));
        }

        return [.. changes.Distinct().OrderBy(change => change.Kind)];
    }

    private static IEnumerable<AccessChange> CompareRoutes(ApiAccess old, ApiAccess next, IReadOnlyList<string> paths)
    {
        // Requests with the same two routes change in the same way; one stands for all.
        HashSet<(ComparedRoute?, ComparedRoute?)> compared = [(null, null)];
        foreach (string path in paths)
        {
            foreach (string method in RouteMethods.All)
            {
                (ComparedRoute? Old, ComparedRoute? New) routes = (old.Find(method, path), next.Find(method, path));
                if (compared.Add(routes))
                {
                    foreach (AccessChange change in AccessComparison.Compare(routes.Old, routes.New, $"{method} {path}"))
                    {
                        yield return change with { Routes = (routes.Old?.Key, routes.New?.Key) };
                    }
                }
            }
        }
    }

    private static IEnumerable<AccessChange> CompareStages(ApiDefinition before, ApiDefinition after)
    {
        string[] old = StagesOf(before);
        string[] next = StagesOf(after);
        return CompareVariables(before, after).Concat(StageHostComparison.Compare(before, after)).Concat(next.Except(old, StringComparer.Ordinal)
            .Select(name => new AccessChange(AccessChangeKind.Looser, "stages", $"the API is also served as stage '{name}'"))
            .Concat(old.Except(next, StringComparer.Ordinal)
                .Select(name => new AccessChange(AccessChangeKind.Stricter, "stages", $"the API is no longer served as stage '{name}'"))));
    }

    // The deciding function and the key of its remembered results may depend on them.
    private static IEnumerable<AccessChange> CompareVariables(ApiDefinition before, ApiDefinition after)
    {
        bool areUsed = after.LambdaAuthorizers.Values.Any(authorizer =>
            authorizer.IdentitySource.Append(authorizer.AuthorizerUri).Any(
                text => text.Contains(IdentitySource.StageVariablePrefix[1..], StringComparison.Ordinal)));
        return areUsed
            ? from stage in after.Stages
              let old = before.Stages.GetValueOrDefault(stage.Key)?.StageVariables ?? new Dictionary<string, string>()
              where old.Count != stage.Value.StageVariables.Count || old.Except(stage.Value.StageVariables).Any()
              select new AccessChange(
                  AccessChangeKind.Looser, "stages", $"the variables of '{stage.Key}', on which authorizers depend, differ")
            : [];
    }

    private static string[] StagesOf(ApiDefinition definition) =>
        definition.Stages.Count == 0 ? [StageVariableText.DefaultStage] : [.. definition.Stages.Keys];
}
