using Authz.Testing;

namespace Authz.Lambda.Tests.Verdicts;

/// <summary>A definition, requests and a token out of so few words that routes, scopes and requests meet often.</summary>
internal sealed class RandomApi
{
    private static readonly string[] s_methods = ["GET", "POST", "ANY"];
    private static readonly string[] s_segments = ["a", "b", "a@b", "{x}"];
    private static readonly string[] s_values = ["a", "b", "c", "a*", "%20", "a@b"];
    private static readonly string[] s_tenants = ["a", "b", "a@b"];
    private static readonly string[] s_scopes = ["one", "two", "three"];

    private readonly int _seed;

    public RandomApi(int seed)
    {
        _seed = seed;
        Random = new Random(seed);
        Routes = CreateRoutes();
        Requests = [.. Enumerable.Range(0, 14).Select(_ => CreateRequest()).Distinct()];
        StrayRequests = [.. Enumerable.Range(0, 4).Select(_ => CreateStrayRequest()).Distinct()];
    }

    public Random Random { get; }

    public Dictionary<string, RouteDefinition> Routes { get; }

    public IReadOnlyList<RandomRequest> Requests { get; }

    /// <summary>Requests that may have no route of the definition, but one of the API.</summary>
    public IReadOnlyList<RandomRequest> StrayRequests { get; }

    public string Token(FakeIssuer issuer)
    {
        string audience = Random.Next(4) == 0 ? "admin-api" : "pets-api";
        string scopes = string.Join(' ', s_scopes.Where(_ => Random.Next(2) == 0));
        return issuer.Token(audience, scopes).With("tenant", Pick(s_tenants)).Sign(issuer.CurrentKey);
    }

    public override string ToString() => $"seed {_seed}, routes {string.Join(", ", Routes.Select(route =>
        $"{route.Key} [{(route.Value.IsOpen ? "open" : $"{route.Value.Authorizer} {string.Join(' ', route.Value.AuthorizationScopes)}")} {route.Value.Condition?[0].Terms[0].Values[0]}]"))}";

    private Dictionary<string, RouteDefinition> CreateRoutes()
    {
        Dictionary<string, RouteDefinition> routes = [];
        int count = Random.Next(1, 6);
        for (int route = 0; route < count; route++)
        {
            string key = Random.Next(8) == 0 ? "$default" : $"{Pick(s_methods)} /{CreatePath()}";
            routes[key] = CreateRoute(RouteKey.Parse(key));
        }

        return routes;
    }

    private string CreatePath()
    {
        List<string> segments =
        [
            .. Enumerable.Range(0, Random.Next(0, 4)).Select(
                (_, index) => Pick(s_segments).Replace("{x}", $"{{x{index}}}", StringComparison.Ordinal)),
        ];
        if (Random.Next(4) == 0)
        {
            segments.Add("{rest+}");
        }

        return string.Join('/', segments);
    }

    private RouteDefinition CreateRoute(RouteKey key) => Random.Next(6) == 0
        ? new RouteDefinition { IsOpen = true }
        : new RouteDefinition
        {
            Authorizer = Random.Next(5) == 0 ? "admins" : "idp",
            AuthorizationScopes = Random.Next(2) == 0 ? [] : [Pick(s_scopes)],
            Condition = CreateCondition(key),
        };

    // One verdict for a token, or one for each path.
    private IReadOnlyList<ConditionBlock>? CreateCondition(RouteKey key)
    {
        string? tenant = Random.Next(4) switch
        {
            0 => Pick(s_tenants),
            1 when key.Variables.Count > 0 => $"${{request:path.{Pick([.. key.Variables])}}}",
            _ => null,
        };
        return tenant is null ? null : [new ConditionBlock(new ConditionTerm("StringEquals", "claims:tenant", tenant))];
    }

    // Of a route, so that most requests have one.
    private RandomRequest CreateRequest()
    {
        string key = Pick([.. Routes.Keys]);
        string[] parts = key == "$default" ? ["ANY", "/{rest+}"] : key.Split(' ');
        string method = parts[0] == "ANY" ? Pick(["GET", "POST", "DELETE"]) : parts[0];
        IEnumerable<string> segments = parts[1][1..].Split('/').SelectMany(segment =>
            segment.EndsWith("+}", StringComparison.Ordinal) ? [.. Enumerable.Range(0, Random.Next(1, 4)).Select(_ => Pick(s_values))]
            : segment.StartsWith('{') ? new[] { Pick(s_values) }
            : [segment]);
        return new RandomRequest(method, "/" + string.Join('/', segments));
    }

    private RandomRequest CreateStrayRequest() =>
        new(Pick(["GET", "POST"]), "/" + string.Join('/', Enumerable.Range(0, Random.Next(1, 4)).Select(_ => Pick(s_values))));

    private T Pick<T>(T[] items) => items[Random.Next(items.Length)];
}
