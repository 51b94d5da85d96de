namespace Authz.Import.Tests.Properties;

/// <summary>Generates definitions that AWS can hold, of every member that it has words for, with texts that files must escape.</summary>
internal static class ExportCase
{
    private static readonly string?[] s_names = [null, "pets", "a \"quoted\" Ünïcode\tname", "100%{if x}", "${x} $${y} ${!z}", "{{x}} {a}"];
    private static readonly string[] s_authorizers = ["idp", "Idp", "my idp", "Ünï", "1a", "a-b", "a.b", "${x}", "%{y}", "_"];
    private static readonly string[] s_documentAuthorizers = ["idp", "Idp", "1a", "a-b", "a.b", "_"];
    private static readonly string[] s_functions =
    [
        "pets", "pets:prod", "Pets", "arn:aws:lambda:eu-west-1:111122223333:function:pets", "arn:aws-cn:lambda:cn-north-1:111122223333:function:f:$LATEST",
        "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:g/invocations",
    ];

    private static readonly string[] s_stageFunctions = ["${stageVariables.fn}", "pets:${stageVariables.alias}", "arn:aws:lambda:r:1:function:${stageVariables.fn}"];
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];
    private static readonly string[] s_segments = ["a", "b", "A", "a-b", "a_b", "a~b", "{v}", "{w}"];
    private static readonly string[] s_scopes = ["pets:read", "a/b", "${x}", "%{y}", "#~!"];
    private static readonly string[] s_audiences = ["pets", "https://api.example.com/", "${x}", "%{y}", "a b \"c\""];

    /// <param name="random">The choices.</param>
    /// <param name="forDocument">Whether an OpenAPI document, which has no stages and fewer names, is to hold it.</param>
    public static ApiDefinition Generate(Random random, bool forDocument)
    {
        OrderedDictionary<string, AuthorizerDefinition> authorizers = new(StringComparer.Ordinal);
        OrderedDictionary<string, LambdaAuthorizerDefinition> lambdas = new(StringComparer.Ordinal);
        bool hasStages = !forDocument && random.Next(2) == 0;
        foreach (string name in Some(random, forDocument ? s_documentAuthorizers : s_authorizers, 4))
        {
            if (random.Next(3) > 0)
            {
                authorizers.Add(name, Jwt(random));
            }
            else
            {
                lambdas.Add(name, Lambda(random, hasStages));
            }
        }

        OrderedDictionary<string, RouteDefinition> routes = new(StringComparer.Ordinal);
        HashSet<string> shapes = [];
        for (int count = random.Next(8); count > 0; count--)
        {
            string key = Key(random);
            if (shapes.Add(RouteKey.Parse(key).Shape))
            {
                routes.Add(key, Route(random, RouteKey.Parse(key), [.. authorizers.Keys], [.. lambdas.Keys], hasStages));
            }
        }

        return new ApiDefinition
        {
            Name = Pick(random, s_names),
            Authorizers = authorizers,
            LambdaAuthorizers = lambdas,
            Routes = routes,
            Cors = random.Next(3) == 0 ? Cors(random) : null,
            Stages = hasStages ? Stages(random, [.. routes.Keys]) : new Dictionary<string, StageDefinition>(),
            Compatibility = random.Next(4) == 0 ? CompatibilityMode.Aws : CompatibilityMode.Standard,
        };
    }

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static string[] Some(Random random, string[] values, int most)
    {
        string[] shuffled = [.. values];
        random.Shuffle(shuffled);
        return shuffled[..random.Next(Math.Min(most, values.Length) + 1)];
    }

    private static AuthorizerDefinition Jwt(Random random) => new()
    {
        IdentitySource = Pick(random, "$request.header.Authorization", "$request.header.x-token", "$request.querystring.access_token"),
        JwtConfiguration =
        [
            new JwtConfiguration
            {
                Issuer = Pick(random, "https://id.example.com/", "https://id.example.com", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a", "https://id.example.com/a/b%20c"),
                Audience = [Pick(random, s_audiences), .. Some(random, ["x", "y"], 2)],
            },
        ],
    };

    private static LambdaAuthorizerDefinition Lambda(Random random, bool hasStages)
    {
        bool isVersion1 = random.Next(3) == 0;
        string[] sources = Some(random, ["$request.header.Authorization", "$request.querystring.t", "$context.routeKey", "$stageVariables.fn"], 3);
        return new LambdaAuthorizerDefinition
        {
            AuthorizerUri = Function(random, hasStages),
            AuthorizerPayloadFormatVersion = isVersion1 ? PayloadFormatVersion.Version1 : PayloadFormatVersion.Version2,
            EnableSimpleResponses = !isVersion1 && random.Next(2) == 0,
            IdentitySource = sources,
            AuthorizerResultTtl = sources.Length > 0 && random.Next(2) == 0 ? TimeSpan.FromSeconds(random.Next(1, 3601)) : TimeSpan.Zero,
        };
    }

    private static string Function(Random random, bool hasStages) =>
        hasStages && random.Next(3) == 0 ? Pick(random, s_stageFunctions) : Pick(random, s_functions);

    private static string Key(Random random)
    {
        if (random.Next(9) == 0)
        {
            return "$default";
        }

        string[] segments = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, s_segments)).DistinctBy(text => text[0] == '{' ? text : Guid.NewGuid().ToString())];
        return $"{Pick(random, s_methods)} /{string.Join('/', random.Next(5) == 0 ? [.. segments, "{proxy+}"] : segments)}";
    }

    private static RouteDefinition Route(Random random, RouteKey key, string[] authorizers, string[] lambdas, bool hasStages)
    {
        IntegrationDefinition? integration = random.Next(4) == 0 ? null : Integration(random, key, hasStages);
        string[] all = [.. authorizers, .. lambdas];
        if (all.Length == 0 || random.Next(4) == 0)
        {
            bool isIam = random.Next(3) == 0;
            return new RouteDefinition { IsOpen = !isIam, RequiresIam = isIam, Integration = integration };
        }

        string authorizer = Pick(random, all);
        return new RouteDefinition
        {
            Authorizer = authorizer,
            AuthorizationScopes = authorizers.Contains(authorizer) ? Some(random, s_scopes, 3) : [],
            Integration = integration,
        };
    }

    private static IntegrationDefinition Integration(Random random, RouteKey key, bool hasStages)
    {
        Dictionary<string, string> request = new(StringComparer.Ordinal);
        foreach (string name in Some(random, ["overwrite:header.x-user", "append:querystring.q", "remove:header.x-old", "overwrite:header.x-${y}"], 3))
        {
            request.Add(name.Replace("${y}", "y", StringComparison.Ordinal), name.StartsWith("remove", StringComparison.Ordinal) ? "''" : Pick(
                random, "$context.authorizer.claims.sub", "a ${request.header.b} %{c}", "$request.body.name", "plain"));
        }

        Dictionary<string, IReadOnlyDictionary<string, string>> responses = new(StringComparer.Ordinal);
        foreach (string status in Some(random, ["200", "404"], 2))
        {
            responses.Add(status, new Dictionary<string, string>
            {
                ["overwrite:statuscode"] = "201",
                ["append:header.x-a"] = Pick(random, "$response.header.b", "%{d} \"e\""),
            });
        }

        bool isFunction = random.Next(2) == 0;
        return new IntegrationDefinition
        {
            Type = isFunction ? IntegrationType.AwsProxy : IntegrationType.HttpProxy,
            Uri = isFunction ? Function(random, hasStages) : Backend(random, key, hasStages),
            IntegrationMethod = isFunction || random.Next(2) == 0 ? null : Pick(random, s_methods[..7]),
            Timeout = random.Next(2) == 0 ? TimeSpan.FromSeconds(30) : TimeSpan.FromMilliseconds(random.Next(50, 30_001)),
            PayloadFormatVersion = isFunction && random.Next(2) == 0 ? PayloadFormatVersion.Version1 : PayloadFormatVersion.Version2,
            RequestParameters = isFunction ? new Dictionary<string, string>() : request,
            ResponseParameters = isFunction ? new Dictionary<string, IReadOnlyDictionary<string, string>>() : responses,
        };
    }

    private static string Backend(Random random, RouteKey key, bool hasStages)
    {
        string host = hasStages
            ? Pick(random, "https://b.example.com", "https://${stageVariables.host}", "${stageVariables.base}")
            : Pick(random, "https://b.example.com", "http://b.example.com:8080");
        string path = string.Concat(key.Variables.Where(_ => random.Next(2) == 0).Select(name => $"/{{{name}}}"));
        return host + Pick(random, "", "/x") + path + (key.IsDefault || random.Next(3) > 0 ? "" : "?a=b");
    }

    private static CorsDefinition Cors(Random random) => new()
    {
        AllowOrigins = Some(random, ["https://app.example.com", "https://*"], 2),
        AllowMethods = Some(random, ["GET", "POST", "*"], 3),
        AllowHeaders = Some(random, ["authorization", "x-a"], 2),
        ExposeHeaders = Some(random, ["x-b"], 1),
        MaxAge = random.Next(2) == 0 ? null : random.Next(-1, 86_401),
        AllowCredentials = false,
    };

    private static Dictionary<string, StageDefinition> Stages(Random random, string[] keys) => Some(random, ["$default", "prod", "Prod", "1-a"], 3)
        .Append("always").ToDictionary(name => name, _ => new StageDefinition
        {
            StageVariables = new Dictionary<string, string>
            {
                ["fn"] = "pets",
                ["alias"] = "prod",
                ["host"] = "b.example.com",
                ["base"] = "https://b.example.com",
            },
            DefaultRouteSettings = random.Next(2) == 0 ? null : Limits(random),
            RouteSettings = Some(random, keys, 2).ToDictionary(key => key, _ => Limits(random)),
            AccessLogSettings = random.Next(2) == 0 ? null : new AccessLogSettings { Format = Pick(random, "$context.requestId ${x}", "{\"a\":\"$context.status\"} %{b}") },
        });

    private static RouteSettings Limits(Random random) => new()
    {
        ThrottlingRateLimit = Pick<double?>(random, null, 0, 0.5, 100),
        ThrottlingBurstLimit = Pick<int?>(random, null, 0, 7),
    };
}
