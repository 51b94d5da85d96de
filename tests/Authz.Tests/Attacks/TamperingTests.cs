namespace Authz.Tests.Attacks;

/// <summary>B8: nothing that differs from a valid token in one bit, one character or its length is accepted.</summary>
public sealed class TamperingTests
{
    private static readonly Lazy<string[]> s_tokens =
        new(
            () =>
            [
                .. TestKeys.All.Select(key => TestApi.Token().Sign(key)), TestApi.Token().With("scope", "a b").Sign(TestKeys.For("ES256")),
            ]);

    // Audience, confirmation and scope are not among them: nobody asks for them before the signature holds.
    private static readonly RefusalReason[] s_anyBeforeTheSignature =
    [
        RefusalReason.CredentialsAmbiguous, RefusalReason.TokenMalformed, RefusalReason.AlgorithmNotAllowed, RefusalReason.KeyUnknown,
        RefusalReason.IssuerMismatch, RefusalReason.ClaimMissing, RefusalReason.ClaimMalformed, RefusalReason.TokenExpired,
        RefusalReason.TokenNotYetValid, RefusalReason.SignatureInvalid,
    ];

    public static TheoryData<int> Tokens() => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Rejects_EverySingleBitFlip(int token)
    {
        string valid = s_tokens.Value[token];
        await AssertAllRefusedAsync(
            from place in Enumerable.Range(0, valid.Length)
            from bit in Enumerable.Range(0, 8)
            select valid[..place] + (char)(valid[place] ^ (1 << bit)) + valid[(place + 1)..],
            s_anyBeforeTheSignature);
    }

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task Rejects_EveryTruncation_AtBothEnds(int token)
    {
        string valid = s_tokens.Value[token];
        await AssertAllRefusedAsync(
            Enumerable.Range(1, valid.Length - 1).SelectMany(length => new[] { valid[..length], valid[length..] }),
            [RefusalReason.TokenMalformed, RefusalReason.SignatureInvalid]);
    }

    [Fact]
    public async Task Rejects_EveryCharacterInserted_BetweenAndAroundTheParts()
    {
        string valid = s_tokens.Value[6];
        int[] places =
        [
            0, 1, valid.IndexOf('.'), valid.IndexOf('.') + 1, valid.LastIndexOf('.'), valid.LastIndexOf('.') + 1, valid.Length - 1,
            valid.Length,
        ];
        await AssertAllRefusedAsync(
            from place in places from code in Enumerable.Range(0, 256) select valid.Insert(place, ((char)code).ToString()),
            [RefusalReason.CredentialsAmbiguous, RefusalReason.TokenMalformed, RefusalReason.SignatureInvalid]);
    }

    private static async Task AssertAllRefusedAsync(IEnumerable<string> forgeries, RefusalReason[] expected)
    {
        using var api = new TestApi(rememberedTokenBytes: 1 << 20);
        foreach (string valid in s_tokens.Value)
        {
            Assert.Null(await api.ReasonAsync(valid));
        }

        foreach (string forgery in forgeries)
        {
            RefusalReason? reason = await api.ReasonAsync(forgery);
            Assert.True(reason is RefusalReason refused && expected.Contains(refused), $"{reason}: {forgery}");
        }
    }
}
