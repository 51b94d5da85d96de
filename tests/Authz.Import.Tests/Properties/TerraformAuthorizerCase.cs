namespace Authz.Import.Tests.Properties;

/// <summary>An authorizer of a generated configuration.</summary>
/// <param name="Name">Its name in the configuration; <c>l</c> is of a function, <c>o</c> of the other API.</param>
/// <param name="Instances">The keys of its instances; null for the only one.</param>
internal sealed record TerraformAuthorizerCase(string Name, IReadOnlyList<string>? Instances)
{
    /// <summary>The instances' keys, or null once.</summary>
    public IEnumerable<string?> Keys => Instances?.Select(key => (string?)key) ?? new string?[] { null };

    public string Api => Name == "o" ? "other" : "main";

    /// <summary>The name of an instance on AWS. That of the other API has a name of this one.</summary>
    public string NameOf(string? instance) => (Name == "o" ? "j" : Name) + (instance is null ? "" : $"-{instance}");
}
