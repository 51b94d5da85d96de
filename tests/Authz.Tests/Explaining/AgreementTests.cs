using System.Globalization;
using Authz.Tests.Properties;
using Xunit.Abstractions;

namespace Authz.Tests.Explaining;

/// <summary>
/// Explanations and decisions agree, on generated requests and tokens, whether the token is remembered or not. tests/agreement.sh runs a
/// million.
/// </summary>
public sealed class AgreementTests(ITestOutputHelper output)
{
    private const int CasesByDefault = 3000;

    private static readonly int s_cases =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_AGREEMENT_CASES") ?? $"{CasesByDefault}", CultureInfo.InvariantCulture);

    private static readonly int s_seed =
        int.Parse(Environment.GetEnvironmentVariable("AUTHZ_AGREEMENT_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Explains_EveryDecision_ByItsReason()
    {
        Dictionary<string, int>[] counts =
            await Task.WhenAll(Enumerable.Range(0, 2).Select(worker => Task.Run(() => CompareAsync(s_seed + worker, s_cases / 2))));
        Dictionary<string, int> total = counts.SelectMany(count => count).GroupBy(count => count.Key).ToDictionary(
            group => group.Key, group => group.Sum(count => count.Value));
        output.WriteLine($"{total.Values.Sum()} cases agree: {string.Join(", ", total.Select(count => $"{count.Key} {count.Value}"))}");

        Assert.Equal(s_cases / 2 * 2, total.Values.Sum());
        Assert.True(total.Count > 12, "too few reasons");
        Assert.True(total["allowed"] > s_cases / 50, "too few allowances");
    }

    private static async Task<Dictionary<string, int>> CompareAsync(int seed, int cases)
    {
        Dictionary<string, int> reasons = [];
        using TestApi plain = new(rememberedTokenBytes: 1 << 20);
        using TestApi scoped = new(
            rememberedTokenBytes: 1 << 20, configure: entry => entry with { ClockSkew = TimeSpan.Zero, Algorithms = ["ES256", "RS256"] },
            route: route => route with { AuthorizationScopes = ["a", "c"], AllScopes = ["b"] });
        using TestApi aws = new(mode: CompatibilityMode.Aws, rememberedTokenBytes: 1 << 20);
        TestApi[] apis = [plain, scoped, aws];
        var random = new Random(seed);
        for (int index = 0; index < cases; index++)
        {
            ApiAuthorizer authorizer = apis[random.Next(apis.Length)].Authorizer;
            AuthorizationRequest request = GeneratedRequest.Create(random);
            AuthorizationDecision first = authorizer.Authorize(request);
            AuthorizationDecision second = authorizer.Authorize(request);
            Explanation explanation = random.Next(2) == 0 ? authorizer.Explain(request) : await authorizer.ExplainAsync(request);

            ExplanationAssert.Agrees(first, explanation, request);
            ExplanationAssert.Agrees(second, explanation, request);
            string reason = first.Reason?.ToCode() ?? "allowed";
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        return reasons;
    }
}
