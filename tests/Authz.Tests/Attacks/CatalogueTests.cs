using System.Globalization;
using System.Reflection;

namespace Authz.Tests.Attacks;

public sealed class CatalogueTests
{
    private static readonly (char Section, int Count)[] s_sections = [('A', 15), ('B', 12), ('C', 10), ('D', 12), ('F', 11)];

    [Fact]
    public void Lists_EveryClass_Once() => Assert.Equal(
        s_sections.SelectMany(
            section =>
                Enumerable.Range(1, section.Count).Select(number => section.Section + number.ToString(CultureInfo.InvariantCulture))),
        Catalogue.Entries.Select(entry => entry.Id));

    [Fact]
    public void Names_ATestThatExists_OrAReason() => Assert.All(Catalogue.Entries, entry =>
    {
        Assert.True(entry.Test is null != entry.WhyNone is null, entry.Id);
        Assert.True(entry.WhyNone is null || entry.WhyNone.Length > 40, entry.Id);
        Assert.All(entry.Test?.Split(", ") ?? [], test => Assert.True(IsTest(test), $"{entry.Id}: there is no test {test}"));
    });

    [Fact]
    public void Names_TheCorpus_OnlyForClassesThatItHolds() => Assert.Equal(
        AttackCorpus.All.Select(attack => attack.Id).Distinct().Except(["A6", "D6"]).Order(StringComparer.Ordinal),
        Catalogue.Entries.Where(entry => entry.Test?.StartsWith(nameof(AttackCorpusTests), StringComparison.Ordinal) == true)
            .Select(entry => entry.Id)
            .Order(StringComparer.Ordinal));

    private static bool IsTest(string name)
    {
        string[] parts = name.Split('.');
        Type? type = Array.Find(typeof(CatalogueTests).Assembly.GetTypes(), type => type.Name == parts[0]);
        return type?.GetMethod(parts[1])?.GetCustomAttributes<FactAttribute>().Any() == true;
    }
}
