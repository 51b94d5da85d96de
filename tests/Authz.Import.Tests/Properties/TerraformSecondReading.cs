namespace Authz.Import.Tests.Properties;

/// <summary>
/// A second reading of a generated configuration, which shares nothing with the importer: what Terraform creates of it. Null where API Gateway
/// refuses, or where a plan does not show what would be created (Terraform documentation, JSON output format: references without the
/// expression around them).
/// </summary>
internal static class TerraformSecondReading
{
    public static string? Read(TerraformCase configuration)
    {
        if (configuration is { IsIssuerUnknown: true, IsState: false } && configuration.Authorizers.Any(authorizer => authorizer.Name == "j"))
        {
            return null;
        }

        SortedDictionary<string, string> routes = new(StringComparer.Ordinal);
        if (configuration.Body is { } body)
        {
            routes.Add("GET /body", body == "B" ? "B w" : "open");
        }

        foreach (TerraformRouteCase route in configuration.Routes)
        {
            foreach (string? instance in route.Keys)
            {
                if (!Add(routes, configuration.IsState, route, instance))
                {
                    return null;
                }
            }
        }

        return string.Join("; ", routes.Select(route => $"{route.Key} = {route.Value}")) + Used(routes.Values) +
            (configuration.HasCors ? ImportedMeaning.Cors("https://app.example.com", "GET,PUT") : "");
    }

    private static bool Add(SortedDictionary<string, string> routes, bool isState, TerraformRouteCase route, string? instance)
    {
        if (!isState && (route.IsApiHidden || (route.Authorizer is not null && !IsShown(route))))
        {
            return false;
        }

        if (route.Api != "main")
        {
            return true;
        }

        string? name = route.Authorizer is { Api: "main" } authorizer ? authorizer.NameOf(InstanceOf(route, authorizer, instance)) : null;
        string[]? scopes = route.Scopes.Length == 0 ? null : route.Scopes;
        string key = route.Key + (instance is null ? "" : $"/{instance}");
        return RouteRules.Access(route.Type, name, route.Authorizer?.Name != "l", route.Authorizer is not null, scopes) is { } access
            && routes.TryAdd(key, access);
    }

    // A plan names what an expression refers to, not which of several instances, and not what a condition makes of it.
    private static bool IsShown(TerraformRouteCase route) => route.Form switch
    {
        TerraformForm.Direct => true,
        TerraformForm.EachKey or TerraformForm.EachValue => route.Authorizer!.Instances is null,
        _ => false,
    };

    // In the state of a loop each route has the authorizer of its own key.
    private static string? InstanceOf(TerraformRouteCase route, TerraformAuthorizerCase authorizer, string? instance) =>
        authorizer.Instances is null ? null : route.Form == TerraformForm.EachKey ? instance ?? "a" : "a";

    private static string Used(IEnumerable<string> access)
    {
        HashSet<string> names = [.. access.Select(text => text.Split(' ')[0])];
        (string Name, string Text)[] all =
        [
            ("B", ImportedMeaning.Jwt("B", "https://b.example.com/", "b", "$request.header.B")),
            ("j", ImportedMeaning.Jwt("j", "https://j.example.com/", "j", "$request.header.j")),
            ("k", ImportedMeaning.Jwt("k", "https://k.example.com/", "k", "$request.header.k")),
            ("k-a", ImportedMeaning.Jwt("k-a", "https://k.example.com/", "k-a", "$request.header.k")),
            ("k-b", ImportedMeaning.Jwt("k-b", "https://k.example.com/", "k-b", "$request.header.k")),
            ("l", ImportedMeaning.Lambda("l", "gate")),
        ];
        return string.Concat(all.Where(authorizer => names.Contains(authorizer.Name)).Select(authorizer => authorizer.Text));
    }
}
