namespace Authz.Server.Tests.Diff;

/// <summary>Makes small definitions whose routes and demands overlap as much as possible.</summary>
internal static class RandomDefinition
{
    private static readonly string[] s_methods = ["GET", "POST", "ANY"];
    private static readonly string[] s_segments = ["a", "b", "{v}"];
    private static readonly string[] s_scopes = ["a", "b"];

    public static ApiDefinition Create(Random random)
    {
        CompatibilityMode mode = random.Next(5) == 0 ? CompatibilityMode.Aws : CompatibilityMode.Standard;
        Dictionary<string, AuthorizerDefinition> authorizers = new()
        {
            ["one"] = Authorizer(random, mode),
            ["two"] = Authorizer(random, mode),
        };
        Dictionary<string, RouteDefinition> routes = [];
        HashSet<string> shapes = [];
        int count = random.Next(1, 6);
        while (routes.Count < count)
        {
            string key = Key(random);
            if (shapes.Add(key.Replace("{w+}", "{v+}", StringComparison.Ordinal)))
            {
                routes.Add(key, Route(random, mode));
            }
        }

        return new ApiDefinition { Authorizers = authorizers, Routes = routes, Compatibility = mode };
    }

    /// <summary>The definition with one thing changed, as a pull request would.</summary>
    public static ApiDefinition Change(ApiDefinition definition, Random random)
    {
        Dictionary<string, RouteDefinition> routes = new(definition.Routes);
        string key = routes.Keys.ElementAt(random.Next(routes.Count));
        routes[key] = Route(random, definition.Compatibility);
        return definition with { Routes = routes };
    }

    private static string Key(Random random)
    {
        if (random.Next(8) == 0)
        {
            return "$default";
        }

        string[] segments =
        [
            .. Enumerable.Range(0, random.Next(3)).Select(
                index => Pick(random, s_segments).Replace("v", $"v{index}", StringComparison.Ordinal)),
        ];
        string path = "/" + string.Join('/', random.Next(3) == 0 ? [.. segments, "{w+}"] : segments);
        return $"{Pick(random, s_methods)} {path}";
    }

    private static RouteDefinition Route(Random random, CompatibilityMode mode)
    {
        if (random.Next(4) == 0)
        {
            return new RouteDefinition { IsOpen = true, AllowEncodedSlash = random.Next(4) == 0 };
        }

        bool isTokenRequired = mode == CompatibilityMode.Aws || random.Next(4) != 0;
        return new RouteDefinition
        {
            Authorizer = random.Next(3) == 0 ? "two" : "one",
            TokenRequired = isTokenRequired,
            AuthorizationScopes = isTokenRequired ? Some(random, s_scopes) : [],
            AllScopes = isTokenRequired ? Some(random, s_scopes) : [],
            AllowEncodedSlash = random.Next(4) == 0,
        };
    }

    private static AuthorizerDefinition Authorizer(Random random, CompatibilityMode mode) => new()
    {
        IdentitySource = random.Next(5) == 0 ? "$request.querystring.t" : AuthorizerDefinition.DefaultIdentitySource,
        JwtConfiguration = [.. NonEmpty(random, TokenSamples.Issuers).Select(issuer => new JwtConfiguration
        {
            Issuer = issuer,
            Audience = NonEmpty(random, TokenSamples.Audiences),
            Algorithms = mode == CompatibilityMode.Aws ? ["RS256"] : NonEmpty(random, TokenSamples.Algorithms),
            ClockSkew = mode == CompatibilityMode.Aws || random.Next(2) == 0 ? TimeSpan.Zero : null,
            RequiredTokenType = random.Next(3) == 0 ? "at+jwt" : null,
            Jwks = TokenSamples.KeySet(issuer),
        })],
    };

    private static string[] NonEmpty(Random random, string[] values) =>
        Some(random, values) is { Length: > 0 } some ? some : [Pick(random, values)];

    private static string[] Some(Random random, string[] values) => [.. values.Where(_ => random.Next(2) == 0)];

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
