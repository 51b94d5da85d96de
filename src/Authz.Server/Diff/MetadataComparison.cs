using Authz.ProtectedResources;

namespace Authz.Server.Diff;

/// <summary>Compares the metadata of protected resources, which anyone may read.</summary>
internal static class MetadataComparison
{
    public static IEnumerable<AccessChange> Compare(ApiDefinition before, ApiDefinition after)
    {
        HashSet<string> old = TargetsOf(before);
        HashSet<string> next = TargetsOf(after);
        return next.Except(old).Select(target => new AccessChange(AccessChangeKind.Opened, $"GET {target}", "serves metadata to anyone"))
            .Concat(old.Except(next).Select(target => new AccessChange(AccessChangeKind.Closed, $"GET {target}", "serves no metadata any more")));
    }

    private static HashSet<string> TargetsOf(ApiDefinition definition) =>
    [
        .. definition.Authorizers.Values.Select(authorizer => authorizer.ProtectedResource?.Resource).OfType<string>()
            .Select(resource => MetadataUrl.Of(resource).Target),
    ];
}
