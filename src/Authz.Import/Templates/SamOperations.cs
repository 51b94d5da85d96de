using Authz.Definitions.Mapping;
using Authz.Import.OpenApi;
using Authz.Import.Tree;

namespace Authz.Import.Templates;

/// <summary>Merges the events of a SAM API into the operations of its document, and decides who may call each (SAM's OpenApiEditor).</summary>
internal sealed class SamOperations(SamAuthorizers authorizers, OpenApiDocument? document, ImportReport report)
{
    public void AddTo(ApiTreeBuilder tree, IReadOnlyList<SamRoute> events)
    {
        HashSet<string> written = new(StringComparer.Ordinal);
        ILookup<string, SamRoute> byKey = events.ToLookup(route => route.Key, StringComparer.Ordinal);
        foreach (OpenApiOperation operation in document?.Operations() ?? [])
        {
            written.Add(operation.Key);
            Add(tree, operation, byKey[operation.Key].FirstOrDefault());
        }

        foreach (IGrouping<string, SamRoute> group in byKey)
        {
            if (!written.Contains(group.Key))
            {
                Add(tree, Empty(group.First()), group.First());
            }

            foreach (SamRoute again in group.Skip(1))
            {
                report.Refuse(
                    again.Position, $"The route '{again.Key}' occurs twice.", "Remove one of the two.", DefinitionProblemCodes.RouteConflict);
            }
        }
    }

    private static OpenApiOperation Empty(SamRoute route) => new(
        route.Key, route.Key == RouteKey.DefaultText ? RouteMethods.Any : route.Key.Split(' ')[0], route.Position,
        new DefinitionObjectBuilder().Build(route.Position));

    private void Add(ApiTreeBuilder tree, OpenApiOperation operation, SamRoute? route)
    {
        if (route is null && operation.Value.Kind == DefinitionNodeKind.Null)
        {
            report.Refuse(
                operation.Position,
                $"The operation '{operation.Key}' is empty, and no event fills it.",
                "Add an event for it, or remove it.");
        }
        else if (AccessOf(operation, route) is { } access)
        {
            tree.AddRoute(
                operation.Key, route?.Position ?? operation.Position, access, Integration(operation, route),
                AuthzExtension.Of(operation.Value, report));
        }
    }

    // An empty 'security' says nothing to SAM, and preflights are left open by its default.
    private RouteAccess? AccessOf(OpenApiOperation operation, SamRoute? route)
    {
        bool hasSecurity = operation.Security is { Kind: not (DefinitionNodeKind.Null or DefinitionNodeKind.List) } or { Items.Count: > 0 };
        if (route?.Auth is not null)
        {
            if (!hasSecurity)
            {
                return authorizers.AccessOf(route);
            }

            report.Refuse(
                operation.Security!.Position,
                $"The event and the document both say who may call '{operation.Key}'.",
                "Remove the event's 'Auth' or the operation's 'security'.");
            return null;
        }

        bool isDefault = authorizers.HasDefault && operation.Method != "OPTIONS" && !hasSecurity;
        if (isDefault && !OpenApiSecurity.HasExtension(operation))
        {
            return authorizers.Default();
        }

        RouteAccess? access = document is null ? RouteAccess.Open : document.Security.AccessOf(operation);
        return isDefault && access is { RequiresIam: false } ? authorizers.Default() : access;
    }

    private DefinitionNode? Integration(OpenApiOperation operation, SamRoute? route)
    {
        DefinitionNode? payload = route?.Properties.Get("PayloadFormatVersion");
        DefinitionNode? timeout = route?.Properties.Get("TimeoutInMillis");
        if (operation.Integration is { Members.Count: > 0 } || route is null)
        {
            return document!.Integration(operation, payload, timeout);
        }

        return new IntegrationTree(route.Position)
        {
            Type = DefinitionNode.String("AWS_PROXY", route.Position),
            Uri = DefinitionNode.String(route.Function, route.Position),
            PayloadFormatVersion = payload ?? DefinitionNode.String(PayloadFormat.Version2, route.Position),
            Timeout = timeout,
        }.Build(report);
    }
}
