namespace Authz.Import.Tests.Properties;

/// <summary>An operation of a generated document.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Method">Its method, as OpenAPI writes it.</param>
/// <param name="Security">Its requirements; null for none.</param>
/// <param name="Auth">The type in <c>x-amazon-apigateway-auth</c>; null for none.</param>
/// <param name="IsDefaultRoute">Whether it says that it is the default route.</param>
internal sealed record OpenApiOperationCase(string Path, string Method, string? Security, string? Auth, bool IsDefaultRoute)
{
    private const string Any = "x-amazon-apigateway-any-method";

    private static readonly string?[] s_security =
    [
        null, null, "[]", "[{}]", "[{J: []}]", "[{J: [s]}]", "[{J: [s, t]}]", "[{K: []}]", "[{L: []}]", "[{I: []}]", "[{L: [s]}]", "[{P: []}]",
        "[{X: []}]", "[{C: []}]", "[{J: []}, {K: []}]", "[{J: [], K: []}]", "[{J: s}]", "J", "{J: []}",
    ];

    public static OpenApiOperationCase Generate(Random random)
    {
        string path = SamCase.Pick(random, "/a", "/a", "/b/{id}", "/c/{p+}", "$default", "/$default");
        bool isDefault = path.EndsWith("$default", StringComparison.Ordinal);
        string? security = PickSecurity(random);
        return new OpenApiOperationCase(
            path,
            isDefault ? Any : SamCase.Pick(random, "get", "get", "post", "options", "head", "patch", "put", "delete", Any, random.Next(8) == 0 ? "trace" : "get"),
            security,
            security is null && random.Next(6) == 0 ? SamCase.Pick(random, "AWS_IAM", "CUSTOM") : null,
            isDefault && (path == "/$default" || random.Next(2) == 0));
    }

    // Mostly what is accepted, so that most documents are.
    public static string? PickSecurity(Random random) => s_security[random.Next(random.Next(6) == 0 ? s_security.Length : 10)];

    public string ToText()
    {
        List<string> members = ["responses: {}"];
        if (Security is not null)
        {
            members.Add($"security: {Security}");
        }

        if (Auth is not null)
        {
            members.Add($"x-amazon-apigateway-auth: {{type: {Auth}}}");
        }

        if (IsDefaultRoute)
        {
            members.Add("isDefaultRoute: true");
        }

        return $"{Method}: {{{string.Join(", ", members)}}}";
    }
}
