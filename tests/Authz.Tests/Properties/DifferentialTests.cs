using System.Globalization;
using Xunit.Abstractions;

namespace Authz.Tests.Properties;

/// <summary>
/// Generated and changed tokens, definitions and clocks before us and two other verifiers. What we accept, both accept; what both accept
/// and we refuse breaks a named rule, and for that rule's reason. tests/differential.sh runs a million tokens.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int TokensByDefault = 3000;
    private const int TokensADefinition = 40;
    private const int MostRules = 12;

    private static readonly int s_tokens =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFFERENTIAL_TOKENS") ?? $"{TokensByDefault}", CultureInfo.InvariantCulture);

    private static readonly int s_seed =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFFERENTIAL_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Accepts_NoTokenThatAnotherVerifierRejects_AndRejectsMoreOnlyByNamedRules()
    {
        DifferentialCount[] counts = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(worker => Task.Run(() => CompareAsync(s_seed + worker, s_tokens / 2))));
        DifferentialCount total = counts.Aggregate((first, second) => first + second);
        output.WriteLine(string.Join('\n', [total.ToString(), .. total.Unexplained]));

        Assert.Equal(s_tokens / 2 * 2, total.Tokens);
        Assert.InRange(total.AcceptedByUs, total.Tokens / 4, total.Tokens);
        Assert.InRange(total.Rules.Count(), 1, MostRules);
        Assert.Empty(total.Unexplained);
    }

    private static async Task<DifferentialCount> CompareAsync(int seed, int tokens)
    {
        var random = new Random(seed);
        var jose = new JoseOracle();
        var count = new DifferentialCount();
        for (int left = tokens; left > 0; left -= TokensADefinition)
        {
            var definition = DifferentialDefinition.Draw(random);
            using var verifiers = new DifferentialCase(definition);
            for (int index = 0; index < Math.Min(left, TokensADefinition); index++)
            {
                (string token, TokenMutation[] mutations) = GeneratedToken.Create(random, definition);
                RefusalReason? ours = await verifiers.Api.ReasonAsync(token);
                bool theirs = await verifiers.IsAcceptedByIdentityModelAsync(token) && jose.IsSigned(token, definition);
                count.Add(token, definition, mutations, ours, theirs);
            }
        }

        return count;
    }
}
