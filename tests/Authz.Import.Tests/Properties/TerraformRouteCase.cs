namespace Authz.Import.Tests.Properties;

/// <summary>A route of a generated configuration.</summary>
/// <param name="Key">Its route key; an instance appends its own.</param>
/// <param name="Module">The instance of its module, such as <c>[0]</c>, empty for the only one; null for the root.</param>
/// <param name="Instances">The keys of its instances; null for the only one.</param>
/// <param name="Type">Its authorization type.</param>
/// <param name="Authorizer">The authorizer that it refers to; null for none.</param>
/// <param name="Form">How it refers to it.</param>
/// <param name="Api">The API that it refers to.</param>
/// <param name="IsApiHidden">Whether it does so through a local value.</param>
/// <param name="Scopes">Its scopes.</param>
internal sealed record TerraformRouteCase(
    string Key, string? Module, IReadOnlyList<string>? Instances, string Type, TerraformAuthorizerCase? Authorizer, TerraformForm Form,
    string Api, bool IsApiHidden, string[] Scopes)
{
    /// <summary>The instances' keys, or null once.</summary>
    public IEnumerable<string?> Keys => Instances?.Select(key => (string?)key) ?? new string?[] { null };

    public static TerraformRouteCase Generate(Random random, int number, IReadOnlyList<TerraformAuthorizerCase> authorizers, bool hasOther)
    {
        string? module = random.Next(4) == 0 ? SamCase.Pick(random, "", "[0]", "[\"a\"]") : null;
        string type = SamCase.Pick(random, "NONE", "NONE", "JWT", "JWT", "JWT", "CUSTOM", "AWS_IAM", "BASIC");
        TerraformAuthorizerCase? authorizer = authorizers.Count > 0 && (type is "JWT" or "CUSTOM" || random.Next(10) == 0) && random.Next(10) > 0
            ? authorizers[random.Next(authorizers.Count)]
            : null;
        return new TerraformRouteCase(
            SamCase.Pick(random, $"GET /r{number}", $"GET /r{number}", $"ANY /p{number}/{{id}}", "GET /x"),
            module,
            random.Next(3) == 0 ? ["a", "b"] : null,
            type,
            authorizer,
            random.Next(4) == 0 ? SamCase.Pick(random, Enum.GetValues<TerraformForm>()) : TerraformForm.Direct,
            hasOther && module is null && random.Next(4) == 0 ? "other" : "main",
            random.Next(20) == 0,
            type == "JWT" || random.Next(10) == 0 ? SamCase.Pick<string[]>(random, [], ["s"], ["s", "t"]) : []);
    }
}
