namespace Authz.Import.Tests.Properties;

/// <summary>
/// A second reading of a generated document, which shares nothing with the importer: OpenAPI's rules of <c>security</c> (specification 3.0.3
/// and 3.1.0, operation object) and API Gateway's extensions (developer guide, OpenAPI extensions and HTTP APIs). Null where the service
/// refuses, drops a route, or leaves one open that asks for something.
/// </summary>
internal static class OpenApiSecondReading
{
    private static readonly Dictionary<string, string> s_authorizers = new(StringComparer.Ordinal)
    {
        ["J"] = ImportedMeaning.Jwt("J", "https://j.example.com/", "j,jj", "$request.header.J"),
        ["K"] = ImportedMeaning.Jwt("K", "https://k.example.com", "k", "$request.querystring.k"),
        ["L"] = ImportedMeaning.Lambda("L", "gate"),
    };

    public static string? Read(OpenApiCase document)
    {
        SortedDictionary<string, string> routes = new(StringComparer.Ordinal);
        foreach (OpenApiOperationCase operation in document.Operations)
        {
            if (KeyOf(operation) is not { } key || AccessOf(document, operation) is not { } access || !routes.TryAdd(key, access))
            {
                return null;
            }
        }

        HashSet<string> used = [.. routes.Values.Select(access => access.Split(' ')[0])];
        return string.Join("; ", routes.Select(route => $"{route.Key} = {route.Value}")) +
            string.Concat(s_authorizers.Where(authorizer => used.Contains(authorizer.Key)).Select(authorizer => authorizer.Value)) +
            (document.HasCors ? ImportedMeaning.Cors("https://app.example.com", "GET,POST") : "");
    }

    private static string? KeyOf(OpenApiOperationCase operation) => operation switch
    {
        { Path: "$default" or "/$default" } => "$default",
        { Method: "trace" } => null,
        { Method: "x-amazon-apigateway-any-method" } => $"ANY {operation.Path}",
        _ => $"{operation.Method.ToUpperInvariant()} {operation.Path}",
    };

    // An operation's own list stands in place of the document's, also an empty one.
    private static string? AccessOf(OpenApiCase document, OpenApiOperationCase operation) => operation.Auth switch
    {
        "AWS_IAM" => "iam",
        "CUSTOM" => null,
        _ => (operation.Security ?? document.Security) switch
        {
            null or "[]" or "[{}]" => "open",
            "[{J: []}]" => "J",
            "[{J: [s]}]" => "J s",
            "[{J: [s, t]}]" => "J s t",
            "[{K: []}]" => "K",
            "[{L: []}]" => "L",
            "[{I: []}]" => "iam",

            // Scopes of a function, schemes that are no authorizer, alternatives, two at once, and what is no list of objects.
            _ => null,
        },
    };
}
