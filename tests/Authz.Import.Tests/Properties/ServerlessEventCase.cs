namespace Authz.Import.Tests.Properties;

/// <summary>An event of a generated function.</summary>
/// <param name="Method">Its method; null for none.</param>
/// <param name="Path">Its path.</param>
/// <param name="Authorizer">What it writes for its authorizer; null for none.</param>
/// <param name="IsText">Whether it is written as one text, where that is possible.</param>
internal sealed record ServerlessEventCase(string? Method, string Path, string? Authorizer, bool IsText)
{
    public static ServerlessEventCase Generate(Random random) => new(
        SamCase.Pick(random, "get", "POST", "*", "any", null),
        SamCase.Pick(random, "/a", "/b/{id}", "*"),
        SamCase.Pick(
            random, null, null, "J", "K-k", "L", "X", "{name: J}", "{name: J, scopes: [s]}", "{name: J, scopes: []}", "{type: aws_iam}", "{type: jwt}"),
        random.Next(2) == 0);

    public string ToText()
    {
        if (IsText && Authorizer is null && (Method ?? Path) is { } first)
        {
            return Method is null ? $"'{Path}'" : $"'{first} {Path}'";
        }

        string method = Method is null ? "" : $", method: '{Method}'";
        return $"{{path: '{Path}'{method}{(Authorizer is null ? "" : $", authorizer: {Authorizer}")}}}";
    }
}
