namespace Authz.Server.Diff;

/// <summary>Compares who may have a request's route before and after.</summary>
internal static class AccessComparison
{
    public static IEnumerable<AccessChange> Compare(ComparedRoute? before, ComparedRoute? after, string sample)
    {
        string subject = (after ?? before)!.Key;
        string was = before is not null && after is not null && before.Key != after.Key
            ? $" (was '{before.Key}', such as {sample})"
            : $" (such as {sample})";
        if (before is { Route.RequiresIam: true } || after is { Route.RequiresIam: true })
        {
            return CompareIam(before, after).Select(change => new AccessChange(change.Kind, subject, change.Text + was));
        }

        return (before, after) switch
        {
            (null, { IsOpen: true }) => [new(AccessChangeKind.Opened, subject, $"was refused, and is open to anyone{was}")],
            (null, _) => [new(AccessChangeKind.Looser, subject, $"was refused, and is allowed with a token{was}")],
            ({ IsOpen: true }, null) => [new(AccessChangeKind.Closed, subject, $"was open, and is refused{was}")],
            (_, null) => [new(AccessChangeKind.Closed, subject, $"was allowed with a token, and is refused{was}")],
            _ => CompareServed(before!, after!, was).Select(change => change with { Subject = subject }),
        };
    }

    // Whom IAM lets in is not known here: it is stricter than anyone, looser than nobody, and unlike any token.
    private static IEnumerable<(AccessChangeKind Kind, string Text)> CompareIam(ComparedRoute? before, ComparedRoute? after)
    {
        return (before, after) switch
        {
            ({ Route.RequiresIam: true }, { Route.RequiresIam: true }) => [],
            (null, _) => [(AccessChangeKind.Looser, "was refused, and is allowed by IAM")],
            ({ IsOpen: true }, _) => [(AccessChangeKind.Closed, "was open, and asks for IAM")],
            (_, { Route.RequiresIam: true }) => [(AccessChangeKind.Looser, "was allowed with a token, and is allowed by IAM")],
            (_, null) => [(AccessChangeKind.Closed, "was allowed by IAM, and is refused")],
            (_, { IsOpen: true }) => [(AccessChangeKind.Opened, "was allowed by IAM, and is open to anyone")],
            _ => [(AccessChangeKind.Looser, "was allowed by IAM, and is allowed with a token")],
        };
    }

    private static IEnumerable<AccessChange> CompareServed(ComparedRoute before, ComparedRoute after, string was) => (before, after) switch
    {
        ({ Route.IsOpen: true }, { Route.IsOpen: true }) => [],
        ({ Route.IsOpen: true }, { IsOpen: true }) => [new(AccessChangeKind.Stricter, "", $"ignored tokens, and refuses bad ones{was}")],
        ({ IsOpen: true }, { Route.IsOpen: true }) => [new(AccessChangeKind.Looser, "", $"refused bad tokens, and ignores them{was}")],
        ({ Route.IsOpen: true }, _) => [new(AccessChangeKind.Closed, "", $"was open, and asks for a token{was}")],
        (_, { Route.IsOpen: true }) => [new(AccessChangeKind.Opened, "", $"asked for a token, and is open to anyone{was}")],
        _ => CompareProtected(before, after, before.Key == after.Key ? "" : was),
    };

    private static bool HaveOneSource(ComparedRoute before, ComparedRoute after) =>
        before.Authorizer is { } old && after.Authorizer is { } next
        && IdentitySource.Parse(old.IdentitySource) == IdentitySource.Parse(next.IdentitySource);

    private static IEnumerable<AccessChange> CompareProtected(ComparedRoute before, ComparedRoute after, string was)
    {
        List<AccessChange> changes = [];
        if (before.IsOpen != after.IsOpen)
        {
            changes.Add(after.IsOpen
                ? new AccessChange(AccessChangeKind.Opened, "", "asked for a token, and is open to anyone without one")
                : new AccessChange(AccessChangeKind.Closed, "", "was open to anyone without a token, and asks for one"));
            if (!HaveOneSource(before, after))
            {
                // Neither looks at a token of the other, and to have none is as good.
                return changes.Select(change => change with { Text = change.Text + was });
            }
        }

        if (before.Function is not null || after.Function is not null)
        {
            LambdaAuthorizerComparison.Compare(before, after, changes);
            return changes.Select(change => change with { Text = change.Text + was });
        }

        AuthorizerComparison.Compare(before, after, changes);
        ScopeComparison.Compare(before.Route, after.Route, changes);
        ConditionComparison.CompareRoutes(before.Route, after.Route, changes);
        ToolComparison.Compare(before.Route, after.Route, changes);
        return changes.Select(change => change with { Text = change.Text + was });
    }
}
