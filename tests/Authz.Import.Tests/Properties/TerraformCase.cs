namespace Authz.Import.Tests.Properties;

/// <summary>A generated configuration of Terraform, planned or applied.</summary>
internal sealed record TerraformCase
{
    /// <summary>Whether the file is a state, which has every id, and not a plan, which has none.</summary>
    public required bool IsState { get; init; }

    /// <summary>Whether there is a second API.</summary>
    public required bool HasOther { get; init; }

    public required IReadOnlyList<TerraformAuthorizerCase> Authorizers { get; init; }

    public required IReadOnlyList<TerraformRouteCase> Routes { get; init; }

    /// <summary>What the API's body says about <c>GET /body</c>: <c>open</c> or <c>B</c>; null for no body.</summary>
    public required string? Body { get; init; }

    /// <summary>Whether only deployment knows the issuer of j.</summary>
    public required bool IsIssuerUnknown { get; init; }

    /// <summary>Whether there are cross-origin rules.</summary>
    public required bool HasCors { get; init; }

    public static TerraformCase Generate(Random random)
    {
        bool hasOther = random.Next(3) == 0;
        TerraformAuthorizerCase[] authorizers =
        [
            .. new[] { "j", "k", "l", "o" }.Where(name => random.Next(5) > 0 && (name != "o" || hasOther))
                .Select(name => new TerraformAuthorizerCase(name, name == "k" && random.Next(2) == 0 ? ["a", "b"] : null)),
        ];
        return new TerraformCase
        {
            IsState = random.Next(3) == 0,
            HasOther = hasOther,
            Authorizers = authorizers,
            Routes = [.. Enumerable.Range(0, random.Next(1, 4)).Select(number => TerraformRouteCase.Generate(random, number, authorizers, hasOther))],
            Body = SamCase.Pick(random, null, null, "open", "B"),
            HasCors = random.Next(3) == 0,
            IsIssuerUnknown = random.Next(12) == 0,
        };
    }
}
