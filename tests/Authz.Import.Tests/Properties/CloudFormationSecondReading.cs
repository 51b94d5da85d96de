namespace Authz.Import.Tests.Properties;

/// <summary>
/// A second reading of a generated template, which shares nothing with the importer: CloudFormation creates the resources whose conditions
/// are met, one after the other, as its documentation and that of API Gateway say. Null where either refuses, or a condition is not known.
/// </summary>
internal static class CloudFormationSecondReading
{
    public static string? Read(CloudFormationCase template)
    {
        Dictionary<string, (string Name, bool IsJwt)> authorizers = new(StringComparer.Ordinal);
        foreach (string id in template.Authorizers)
        {
            string name = id switch { "J" => template.NameOfJ ?? "J", "L" => "ell", _ => "K" };
            if (authorizers.Values.Any(known => known.Name == name))
            {
                return null;
            }

            authorizers.Add(id, (name, id != "L"));
        }

        SortedDictionary<string, string> routes = new(StringComparer.Ordinal);
        if (template.Body is { } body)
        {
            routes.Add("GET /body", body == "B" ? "B w" : "open");
        }

        if (template.QuickKey is { } quick)
        {
            routes.Add(quick.Length == 0 ? "$default" : quick, "open");
        }

        foreach (CloudFormationRouteCase route in template.Routes)
        {
            if (route.Condition == "Unknown")
            {
                return null;
            }

            if (route.Condition == "Unmet" || route.Api != "Api")
            {
                continue;
            }

            (string Name, bool IsJwt)? found = route.Authorizer is not null && authorizers.TryGetValue(route.Authorizer, out var authorizer) ? authorizer : null;
            if (RouteRules.Access(route.Type, found?.Name, found?.IsJwt == true, route.Authorizer is not null, route.Scopes) is not { } access
                || !routes.TryAdd(route.Key, access))
            {
                return null;
            }
        }

        return string.Join("; ", routes.Select(route => $"{route.Key} = {route.Value}")) + Used(template, routes.Values) +
            (template.HasCors ? ImportedMeaning.Cors("https://app.example.com", "GET") : "");
    }

    private static string Used(CloudFormationCase template, IEnumerable<string> access)
    {
        HashSet<string> names = [.. access.Select(text => text.Split(' ')[0])];
        SortedDictionary<string, string> used = new(StringComparer.Ordinal)
        {
            ["B"] = ImportedMeaning.Jwt("B", "https://b.example.com/", "b", "$request.header.B"),
            ["K"] = ImportedMeaning.Jwt("K", "https://k.example.com/", "K", "$request.header.K"),
            ["ell"] = ImportedMeaning.Lambda("ell", "Gate"),
        };
        if (template.Authorizers.Contains("J"))
        {
            string name = template.NameOfJ ?? "J";
            used[name] = ImportedMeaning.Jwt(name, "https://j.example.com/", "J", "$request.header.J");
        }

        return string.Concat(used.Where(pair => names.Contains(pair.Key)).Select(pair => pair.Value));
    }
}
