using System.Globalization;
using Xunit.Abstractions;

namespace Authz.Tests.Properties;

/// <summary>
/// Generated and changed tokens before us and two other verifiers. What we accept, both accept; what both accept and we refuse falls
/// under a named rule. tests/differential.sh runs a million tokens.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int TokensByDefault = 3000;

    private static readonly int s_tokens =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFFERENTIAL_TOKENS") ?? $"{TokensByDefault}", CultureInfo.InvariantCulture);

    private static readonly int s_seed =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_DIFFERENTIAL_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Accepts_NothingThatAnotherVerifierRefuses_AndRefusesMoreOnlyByNamedRules()
    {
        DifferentialCount[] counts = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(worker => Task.Run(() => CompareAsync(s_seed + worker, s_tokens / 2))));
        DifferentialCount total = counts.Aggregate((first, second) => first + second);
        output.WriteLine(string.Join('\n', [total.ToString(), .. total.Unexplained]));

        Assert.Equal(s_tokens / 2 * 2, total.Tokens);
        Assert.InRange(total.AcceptedByUs, total.Tokens / 20, total.Tokens);
        Assert.Empty(total.Unexplained);
    }

    private static async Task<DifferentialCount> CompareAsync(int seed, int tokens)
    {
        var random = new Random(seed);
        var jose = new JoseOracle();
        var count = new DifferentialCount();
        DifferentialCase[] definitions =
        [
            new(CompatibilityMode.Standard, [TestApi.Audience], null, 60),
            new(CompatibilityMode.Standard, ["x", TestApi.Audience], ["ES256", "RS256"], 0),
            new(CompatibilityMode.Standard, [TestApi.Audience], ["PS256", "ES256", "ES384"], 300),
            new(CompatibilityMode.Aws, [TestApi.Audience], null, 0),
        ];
        for (int index = 0; index < tokens; index++)
        {
            DifferentialCase definition = definitions[random.Next(definitions.Length)];
            (string token, TokenMutation[] mutations) = GeneratedToken.Create(random);
            RefusalReason? ours = await definition.Api.ReasonAsync(token);
            bool theirs = await definition.IsAcceptedByIdentityModelAsync(token) && jose.IsSigned(token);
            count.Add(token, mutations, ours, theirs);
        }

        Array.ForEach(definitions, definition => definition.Dispose());
        return count;
    }
}
