namespace Authz.Tests.Attacks;

public sealed class AttackCorpusTests
{
    public static TheoryData<string> Ids() => [.. AttackCorpus.All.Select(attack => attack.Id).Distinct()];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Rejects_EachAttackOfAClass_ForItsReason(string id)
    {
        using var api = new TestApi();
        Assert.Empty(await FindSurprisesAsync(api, AttackCorpus.All.Where(attack => attack.Id == id)));
    }

    [Fact]
    public async Task Rejects_EachAttack_WhenTheTokensItImitatesAreRemembered()
    {
        using var api = new TestApi(rememberedTokenBytes: 1 << 20);
        foreach (string token in TestKeys.All.Select(key => TestApi.Token().Sign(key)).Append(Forged.SignPayload(Forged.ValidPayload)))
        {
            Assert.Null(await api.ReasonAsync(token));
            Assert.Null(await api.ReasonAsync(token));
        }

        Assert.Empty(await FindSurprisesAsync(api, AttackCorpus.All));
    }

    [Fact]
    public async Task Rejects_NoAttack_WithoutAChallengeThatRfc6750Allows()
    {
        using var api = new TestApi();
        foreach (AttackCase attack in AttackCorpus.All)
        {
            string challenge = (await api.DecideAsync(attack.Token)).Challenge!;
            Assert.StartsWith("Bearer error=\"invalid_token\", error_description=\"", challenge, StringComparison.Ordinal);
            Assert.DoesNotContain(challenge, character => character is < ' ' or > '~' or '\\');
        }
    }

    [Fact]
    public void Counts_TwoThousandCases_EachOfThemDifferent()
    {
        // The casings of none, all of A1, are not counted.
        Assert.InRange(AttackCorpus.All.Count(attack => attack.Id != "A1"), 2000, 100_000);
        Assert.Empty(
            AttackCorpus.All.GroupBy(attack => attack.Token)
                .Where(group => group.Count() > 1)
                .Select(group => string.Join(" = ", group.Select(attack => $"{attack.Id} {attack.Description}"))));
    }

    [Fact]
    public async Task Accepts_TheTokensThatForgeriesStartFrom()
    {
        using var api = new TestApi();
        Assert.Null(await api.ReasonAsync(Forged.SignPayload(Forged.ValidPayload)));
        Assert.All(TestKeys.All, key => Assert.Null(api.Authorizer.Authorize(TestApi.Request(TestApi.Token().Sign(key))).Reason));
    }

    [Fact]
    public async Task Accepts_MembersOfTheRightType_AndUnknownOnes()
    {
        using var api = new TestApi();
        foreach ((string description, string token, RefusalReason? _) in TypeMatrix.All().Where(row => row.Expected is null))
        {
            Assert.Equal((description, null), (description, await api.ReasonAsync(token)));
        }
    }

    private static async Task<List<string>> FindSurprisesAsync(TestApi api, IEnumerable<AttackCase> attacks)
    {
        List<string> surprises = [];
        foreach (AttackCase attack in attacks)
        {
            RefusalReason? reason = await api.ReasonAsync(attack.Token);
            if (reason != attack.Expected)
            {
                surprises.Add($"{attack.Id} {attack.Description}: {reason?.ToCode() ?? "accepted"} instead of {attack.Expected.ToCode()}");
            }
        }

        return surprises;
    }
}
