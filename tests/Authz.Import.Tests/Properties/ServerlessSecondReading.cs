namespace Authz.Import.Tests.Properties;

/// <summary>
/// A second reading of a generated serverless.yml, which shares nothing with the importer: the framework's resolveConfiguration and
/// compileEndpoints. Null where the framework or CloudFormation refuses.
/// </summary>
internal static class ServerlessSecondReading
{
    private static readonly string[] s_methods = ["ANY", "GET", "POST", "PUT", "PATCH", "OPTIONS", "HEAD", "DELETE"];

    public static string? Read(ServerlessCase file)
    {
        SortedDictionary<string, string> routes = new(StringComparer.Ordinal);
        foreach (ServerlessEventCase item in file.Events)
        {
            if (KeyOf(item) is not { } key || AccessOf(file, item.Authorizer) is not { } access || !routes.TryAdd(key, access))
            {
                return null;
            }
        }

        if (file.Beside is { } beside)
        {
            if (beside.Length > 0 && !file.Authorizers.Contains(beside))
            {
                return null;
            }

            routes["GET /beside"] = beside.Length == 0 ? "open" : beside;
        }

        return string.Join("; ", routes.Select(route => $"{route.Key} = {route.Value}"));
    }

    private static string? KeyOf(ServerlessEventCase item)
    {
        // In a text, '*' stands alone.
        if (item is { IsText: true, Authorizer: null, Method: "*" })
        {
            return null;
        }

        if (item.Path == "*")
        {
            return item.Method is null or "*" ? "$default" : null;
        }

        string? method = item.Method?.ToUpperInvariant();
        return method is null ? null : method == "*" ? $"ANY {item.Path}" : s_methods.Contains(method) ? $"{method} {item.Path}" : null;
    }

    private static string? AccessOf(ServerlessCase file, string? authorizer) => authorizer switch
    {
        null => "open",
        "{type: aws_iam}" => "iam",
        "{type: jwt}" => null,
        "{name: J, scopes: [s]}" => file.Authorizers.Contains("J") ? "J s" : null,
        "{name: J}" or "{name: J, scopes: []}" => file.Authorizers.Contains("J") ? "J" : null,
        _ => file.Authorizers.Contains(authorizer) ? authorizer : null,
    };
}
