namespace Authz.Import.Tests.Properties;

/// <summary>An operation of a generated document.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Method">Its method, as OpenAPI writes it.</param>
/// <param name="Security">Its requirements as text; null for none.</param>
internal sealed record SamOperationCase(string Path, string Method, string? Security)
{
    public string Key => $"{(Method == "x-amazon-apigateway-any-method" ? "ANY" : Method.ToUpperInvariant())} {Path}";

    public static SamOperationCase Generate(Random random) => new(
        SamCase.Pick(random, "/a", "/b"),
        SamCase.Pick(random, "get", "post", "options", "x-amazon-apigateway-any-method"),
        SamCase.Pick(random, null, null, "[]", "[{J: [s]}]", "[{K: []}]", "[{X: []}]"));
}
