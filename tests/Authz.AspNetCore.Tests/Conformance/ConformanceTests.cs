using Authz.Testing;

namespace Authz.AspNetCore.Tests.Conformance;

/// <summary>The suite that every host runs, whole, on both forms of this one.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public Task Conforms_AsApiDefinition() => RunAsync(new DefinitionHost(), Exclusions.OfDefinition);

    [Fact]
    public Task Conforms_AsAuthenticationScheme() => RunAsync(new SchemeHost(), Exclusions.OfScheme);

    [Fact]
    public void Excludes_AtMostTenCases() => Assert.InRange(Exclusions.OfScheme.Count + Exclusions.OfDefinition.Count, 0, 10);

    private static async Task RunAsync(ConformanceHost host, IReadOnlyDictionary<string, string> exclusions)
    {
        await using (host)
        {
            IReadOnlyList<string> wrong = await new ConformanceSuite().RunAsync(host);
            string[] unexpected = [.. wrong.Where(line => !exclusions.ContainsKey(NameOf(line)))];
            string[] stale = [.. exclusions.Keys.Except(wrong.Select(NameOf))];

            Assert.True(unexpected.Length == 0, string.Join(Environment.NewLine, unexpected));
            Assert.Empty(stale);
        }
    }

    private static string NameOf(string line) => line[..line.IndexOf(':', StringComparison.Ordinal)];
}
