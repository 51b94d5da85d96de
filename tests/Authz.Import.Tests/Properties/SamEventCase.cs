namespace Authz.Import.Tests.Properties;

/// <summary>An event of a generated function.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Method">Its method.</param>
/// <param name="Authorizer">The authorizer that it names; null for none.</param>
/// <param name="Scopes">The scopes that it names; null for none.</param>
/// <param name="HasAuth">Whether it has <c>Auth</c>, which may be empty.</param>
internal sealed record SamEventCase(string Path, string Method, string? Authorizer, IReadOnlyList<string>? Scopes, bool HasAuth)
{
    public string Key => $"{Method.ToUpperInvariant()} {Path}";

    public static SamEventCase Generate(Random random)
    {
        bool hasAuth = random.Next(2) == 0;
        return new SamEventCase(
            SamCase.Pick(random, "/a", "/b"),
            SamCase.Pick(random, "get", "post", "options", "any"),
            hasAuth ? SamCase.Pick(random, null, "J", "J", "K", "L", "NONE", "AWS_IAM", "X") : null,
            hasAuth ? SamCase.Pick<string[]?>(random, null, null, [], ["e"]) : null,
            hasAuth);
    }

    public string ToText()
    {
        List<string> auth = [];
        if (Authorizer is not null)
        {
            auth.Add($"Authorizer: {Authorizer}");
        }

        if (Scopes is not null)
        {
            auth.Add($"AuthorizationScopes: [{string.Join(", ", Scopes)}]");
        }

        string text = HasAuth ? $", Auth: {{{string.Join(", ", auth)}}}" : "";
        return $"{{Type: HttpApi, Properties: {{ApiId: !Ref Api, Method: {Method}, Path: {Path}{text}}}}}";
    }
}
