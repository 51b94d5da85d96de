using Authz.Decisions;
using Authz.Targets;

namespace Authz.Explaining;

/// <summary>What the checks of the request itself found: steps 1 to 3.</summary>
internal static class RequestFindings
{
    public static CheckFinding Target(ExplainedRequest explained)
    {
        TargetStatus status = CanonicalTarget.Read(explained.Request.Target, out _);
        string path = ValueText.Quote(explained.Path);

        // The table is written for a page.
        string? broken = Array.Find(TargetRules.All, rule => rule.Status == status)?.Catches.Replace('`', '\'');
        return new("a target with one reading", broken is null ? path : $"{path}, which has: {broken}");
    }

    public static CheckFinding Route(ExplainedRequest explained)
    {
        AuthorizationRequest request = explained.Request;
        string expected = request.RouteKey is { } key
            ? $"the route {ValueText.Quote(key)}"
            : $"a route for {ValueText.Quote($"{request.Method} {explained.Path}")}";
        if (explained.Route is not { } route)
        {
            return new(expected, DescribeOthers(explained));
        }

        string found = ValueText.Quote(route.Key.Text);
        return explained.Reason switch
        {
            RefusalReason.TargetAmbiguous => new("a route that says allowEncodedSlash, for the path holds %2F", $"{found}, which does not"),
            RefusalReason.Undecided when route.Definition.RequiresIam =>
                new("a route that the engine decides", $"{found}, which asks for a request signed for IAM"),
            RefusalReason.Undecided => new("a route that the engine decides", $"{found}, which its host decides"),
            _ => new(expected, route.Definition.IsOpen ? $"{found}, which is open" : found),
        };
    }

    public static CheckFinding IdentitySource(ExplainedRequest explained)
    {
        IdentitySource source = Authz.IdentitySource.Parse(explained.Authorizer.IdentitySource);
        bool isHeader = source.Kind == IdentitySourceKind.Header;
        string form = isHeader ? ", as 'Bearer TOKEN' or without 'Bearer'" : "";
        int maximum = explained.Route!.Authorizer!.MaximumTokenLength;
        string found = explained.Reason switch
        {
            RefusalReason.TokenMissing when isHeader => DescribeHeader(explained.Request.Headers.Find(source.Name)),
            RefusalReason.TokenMissing => "no such parameter, or an empty one",
            RefusalReason.CredentialsAmbiguous => "more than one value",
            RefusalReason.TokenTooLarge when explained.Trace.Token is null => "a longer token",
            null when explained.Trace.Token is null => "none, which the route allows",
            _ => $"a token of {explained.Trace.Token!.Value.Length} characters",
        };
        return new($"one token of at most {maximum} characters in {source}{form}", found);
    }

    private static string DescribeHeader(HeaderValue header) =>
        string.IsNullOrEmpty(header.Value) ? "no such header, or an empty one" : "another scheme than Bearer, or no token behind it";

    // A match with another method is the likelier mistake.
    private static string DescribeOthers(ExplainedRequest explained)
    {
        CompiledApi api = explained.Api;
        CanonicalTarget.TryRead(explained.Request.Target, out RequestTarget target);
        string[] others =
        [
            .. api.Listed
                .Select(route => route.Key.Method)
                .Distinct(StringComparer.Ordinal)
                .Where(method => api.Routes.TryMatch(method, target, out _)),
        ];
        return explained.Request.RouteKey is null && others.Length > 0
            ? $"no such route; the path has routes for {ValueText.List(others)}"
            : $"no such route among {ValueText.List([.. api.Definition.Routes.Keys])}";
    }
}
