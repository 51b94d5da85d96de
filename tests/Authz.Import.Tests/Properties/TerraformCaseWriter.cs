using System.Text.Json.Nodes;

namespace Authz.Import.Tests.Properties;

/// <summary>Writes a generated configuration as <c>terraform show -json</c> writes a plan or a state of it.</summary>
internal sealed class TerraformCaseWriter
{
    private readonly TerraformCase _configuration;
    private readonly JsonArray _resources = [];
    private readonly JsonArray _modules = [];
    private readonly JsonArray _changes = [];
    private readonly JsonArray _written = [];
    private readonly JsonObject _calls = [];

    private TerraformCaseWriter(TerraformCase configuration) => _configuration = configuration;

    public static string Write(TerraformCase configuration) => new TerraformCaseWriter(configuration).Write().ToJsonString();

    private JsonObject Write()
    {
        AddApi("main", _configuration.Body);
        if (_configuration.HasOther)
        {
            AddApi("other", body: null);
        }

        foreach (TerraformAuthorizerCase authorizer in _configuration.Authorizers)
        {
            AddAuthorizer(authorizer);
        }

        for (int number = 0; number < _configuration.Routes.Count; number++)
        {
            AddRoute(_configuration.Routes[number], number);
        }

        JsonObject root = new() { ["resources"] = _resources, ["child_modules"] = _modules };
        return _configuration.IsState
            ? new JsonObject { ["format_version"] = "1.0", ["terraform_version"] = "1.9.0", ["values"] = new JsonObject { ["root_module"] = root } }
            : new JsonObject
            {
                ["format_version"] = "1.2",
                ["planned_values"] = new JsonObject { ["root_module"] = root },
                ["resource_changes"] = _changes,
                ["configuration"] = new JsonObject { ["root_module"] = new JsonObject { ["resources"] = _written, ["module_calls"] = _calls } },
            };
    }

    private void AddApi(string name, string? body)
    {
        string? document = body is null ? null : """
            {"openapi":"3.0.1","paths":{"/body":{"get":{<security>}}},"components":{"securitySchemes":{"B":{"type":"oauth2",
            "x-amazon-apigateway-authorizer":{"type":"jwt","identitySource":"$request.header.B","jwtConfiguration":{"issuer":"https://b.example.com/","audience":["b"]}}}}}}
            """.Replace("<security>", body == "B" ? "\"security\":[{\"B\":[\"w\"]}]" : "", StringComparison.Ordinal);
        JsonArray cors = name == "main" && _configuration.HasCors
            ? [new JsonObject { ["allow_origins"] = new JsonArray("https://app.example.com"), ["allow_methods"] = new JsonArray("GET", "PUT"), ["allow_headers"] = null, ["max_age"] = 0 }]
            : [];
        JsonObject values = new()
        {
            ["name"] = name,
            ["protocol_type"] = "HTTP",
            ["body"] = document,
            ["target"] = null,
            ["cors_configuration"] = cors,
        };
        Add("aws_apigatewayv2_api", name, module: null, instance: null, values, []);
    }

    private void AddAuthorizer(TerraformAuthorizerCase authorizer)
    {
        foreach (string? instance in authorizer.Keys)
        {
            string name = authorizer.NameOf(instance);
            JsonObject values = new() { ["name"] = name, ["identity_sources"] = new JsonArray($"$request.header.{authorizer.Name}"), ["authorizer_type"] = "JWT" };
            if (authorizer.Name == "l")
            {
                values["authorizer_type"] = "REQUEST";
                values["authorizer_uri"] = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:gate/invocations";
                values["authorizer_payload_format_version"] = "2.0";
                values["jwt_configuration"] = new JsonArray();
            }
            else
            {
                bool isUnknown = authorizer.Name == "j" && _configuration is { IsIssuerUnknown: true, IsState: false };
                JsonObject jwt = new() { ["audience"] = new JsonArray(name) };
                if (!isUnknown)
                {
                    jwt["issuer"] = $"https://{authorizer.Name}.example.com/";
                }

                values["jwt_configuration"] = new JsonArray(jwt);
            }

            JsonObject unknown = authorizer.Name == "j" && _configuration.IsIssuerUnknown
                ? new() { ["jwt_configuration"] = new JsonArray(new JsonObject { ["audience"] = new JsonArray(false), ["issuer"] = true }) }
                : [];
            Add("aws_apigatewayv2_authorizer", authorizer.Name, module: null, instance, values, new() { ["api_id"] = authorizer.Api }, unknown);
        }

        _written.Add(Written("aws_apigatewayv2_authorizer", authorizer.Name, new() { ["api_id"] = Address("aws_apigatewayv2_api", authorizer.Api) }));
    }

    private void AddRoute(TerraformRouteCase route, int number)
    {
        foreach (string? instance in route.Keys)
        {
            JsonObject values = new()
            {
                ["route_key"] = route.Key + (instance is null ? "" : $"/{instance}"),
                ["authorization_type"] = route.Type,
                ["authorization_scopes"] = new JsonArray([.. route.Scopes.Select(scope => JsonValue.Create(scope))]),
            };
            Dictionary<string, string?> references = new() { ["api_id"] = route.Api };
            if (route.Authorizer is { } authorizer)
            {
                string? own = authorizer.Instances is null ? null : route.Form == TerraformForm.EachKey ? instance ?? "a" : "a";
                references["authorizer_id"] = authorizer.Name + (own is null ? "" : $"-{own}");
            }
            else
            {
                values["authorizer_id"] = null;
            }

            Add("aws_apigatewayv2_route", $"r{number}", route.Module is null ? null : $"module.m{number}{route.Module}", instance, values, references);
        }

        Dictionary<string, JsonArray> expressions = new() { ["api_id"] = route.IsApiHidden ? ["local.api"] : Address("aws_apigatewayv2_api", route.Api) };
        if (route.Authorizer is not null)
        {
            expressions["authorizer_id"] = References(route);
        }

        if (route.Module is null)
        {
            _written.Add(Written("aws_apigatewayv2_route", $"r{number}", expressions));
            return;
        }

        _calls[$"m{number}"] = new JsonObject
        {
            ["expressions"] = new JsonObject([.. expressions.Select(pair => KeyValuePair.Create<string, JsonNode?>(
                pair.Key, new JsonObject { ["references"] = pair.Value }))]),
            ["module"] = new JsonObject
            {
                ["resources"] = new JsonArray(Written(
                    "aws_apigatewayv2_route", $"r{number}", expressions.Keys.ToDictionary(name => name, name => new JsonArray($"var.{name}")))),
            },
        };
    }

    private static JsonArray References(TerraformRouteCase route)
    {
        TerraformAuthorizerCase authorizer = route.Authorizer!;
        string address = $"aws_apigatewayv2_authorizer.{authorizer.Name}";
        string own = authorizer.Instances is null ? address : $"{address}[\"a\"]";
        return route.Form switch
        {
            TerraformForm.Direct when authorizer.Instances is not null => [$"{own}.id", own, address],
            TerraformForm.Direct => [$"{address}.id", address],
            TerraformForm.EachKey => [address, "each.key"],
            TerraformForm.EachValue => ["each.value.other", "each.value", address],
            TerraformForm.Local => ["local.authorizer"],
            TerraformForm.Either => [$"{own}.id", own, address, "aws_apigatewayv2_authorizer.z.id", "aws_apigatewayv2_authorizer.z"],
            _ => ["var.secure", $"{own}.id", own, address],
        };
    }

    private static JsonArray Address(string type, string name) => [$"{type}.{name}.id", $"{type}.{name}"];

    private static JsonObject Written(string type, string name, Dictionary<string, JsonArray> expressions) => new()
    {
        ["address"] = $"{type}.{name}",
        ["mode"] = "managed",
        ["type"] = type,
        ["name"] = name,
        ["expressions"] = new JsonObject([.. expressions.Select(pair => KeyValuePair.Create<string, JsonNode?>(
            pair.Key, new JsonObject { ["references"] = pair.Value }))]),
    };

    // In a state a reference is the other's id; in a plan it is not known yet.
    private void Add(
        string type, string name, string? module, string? instance, JsonObject values, Dictionary<string, string?> references, JsonObject? unknown = null)
    {
        string address = $"{(module is null ? "" : module + ".")}{type}.{name}{(instance is null ? "" : $"[\"{instance}\"]")}";
        unknown ??= [];
        unknown["id"] = true;
        if (_configuration.IsState)
        {
            values["id"] = $"{name}{(instance is null ? "" : $"-{instance}")}";
        }

        foreach ((string member, string? id) in references)
        {
            if (_configuration.IsState)
            {
                values[member] = id;
            }
            else
            {
                unknown[member] = true;
            }
        }

        JsonObject resource = new() { ["address"] = address, ["mode"] = "managed", ["type"] = type, ["name"] = name, ["values"] = values, ["sensitive_values"] = new JsonObject() };
        if (instance is not null)
        {
            resource["index"] = instance;
        }

        if (module is null)
        {
            _resources.Add(resource);
        }
        else if (_modules.FirstOrDefault(known => known!["address"]!.GetValue<string>() == module) is { } existing)
        {
            existing["resources"]!.AsArray().Add(resource);
        }
        else
        {
            _modules.Add(new JsonObject { ["address"] = module, ["resources"] = new JsonArray(resource) });
        }

        _changes.Add(new JsonObject { ["address"] = address, ["change"] = new JsonObject { ["after_unknown"] = unknown } });
    }
}
