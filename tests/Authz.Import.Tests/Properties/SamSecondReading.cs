namespace Authz.Import.Tests.Properties;

/// <summary>
/// A second reading of a generated SAM API, which shares nothing with the importer: SAM's own steps over lists of security requirements, as
/// samtranslator takes them, and then API Gateway's import. Null where SAM or the service refuses or drops a route.
/// </summary>
internal static class SamSecondReading
{
    public static string? Read(SamCase api)
    {
        if (api.Default is { } name && !Exists(api, name))
        {
            return null;
        }

        Dictionary<string, List<(string Name, string[] Scopes)>?> security = new(StringComparer.Ordinal);
        foreach (SamOperationCase operation in api.Operations ?? [])
        {
            security[operation.Key] = operation.Security switch
            {
                null => null,
                "[]" => [],
                "[{J: [s]}]" => [("J", ["s"])],
                "[{K: []}]" => [("K", [])],
                _ => [("X", [])],
            };
        }

        foreach (SamEventCase item in api.Events)
        {
            security.TryAdd(item.Key, null);
            if ((item.Authorizer ?? (object?)item.Scopes) is null)
            {
                continue;
            }

            if (Requirement(api, item) is not { } requirement)
            {
                return null;
            }

            security[item.Key] = [.. security[item.Key] ?? [], requirement];
        }

        if (api.Default is { } inherited)
        {
            foreach (string key in security.Keys.Where(key => !key.StartsWith("OPTIONS ", StringComparison.Ordinal)).ToArray())
            {
                security[key] = security[key] is { Count: > 0 } own ? own : [(inherited, OwnScopes(inherited))];
            }
        }

        return Import(api, security);
    }

    private static bool Exists(SamCase api, string name) =>
        api.Authorizers.Contains(name) || (name == "AWS_IAM" && api.IsIamEnabled);

    private static string[] OwnScopes(string name) => name == "J" ? ["own"] : [];

    // HttpApi._add_auth_to_openapi_integration and OpenApiEditor._set_method_authorizer
    private static (string Name, string[] Scopes)? Requirement(SamCase api, SamEventCase item)
    {
        string? name = item.Authorizer ?? api.Default;
        if (name is null || (name == "NONE" ? api.Default is null : !Exists(api, name)))
        {
            return null;
        }

        string[] scopes = name is "NONE" or "AWS_IAM" ? [] : item.Scopes is { Count: > 0 } own ? [.. own] : OwnScopes(name);
        return (name, scopes);
    }

    // The service: one requirement for each operation; scopes are for JWT authorizers.
    private static string? Import(SamCase api, Dictionary<string, List<(string Name, string[] Scopes)>?> security)
    {
        SortedDictionary<string, string> routes = new(StringComparer.Ordinal) { ["GET /beside"] = "open" };
        foreach ((string key, List<(string Name, string[] Scopes)>? own) in security)
        {
            List<(string Name, string[] Scopes)> requirements = own ?? (api.DocumentScope is { } scope ? [("J", [scope])] : []);
            if (requirements is not ([] or [_]))
            {
                return null;
            }

            (string name, string[] scopes) = requirements is [var one] ? one : ("NONE", []);
            if (name != "NONE" && (!Exists(api, name) || (name == "L" && scopes.Length > 0)))
            {
                return null;
            }

            routes[key] = name switch
            {
                "NONE" => "open",
                "AWS_IAM" => "iam",
                _ => string.Join(' ', [name, .. scopes]),
            };
        }

        return string.Join("; ", routes.Select(route => $"{route.Key} = {route.Value}"));
    }
}
