namespace Authz.Tests.Attacks;

/// <summary>Every forged token that is refused by what it is, whatever the state of keys and memory.</summary>
internal static class AttackCorpus
{
    private static readonly Lazy<AttackCase[]> s_all = new(() =>
    [
        .. NoneAlgorithm.Cases(), .. KeyConfusion.Cases(), .. HeaderKeys.Cases("https://attacker.example/jwks"), .. KeyIds.Cases(),
        .. EncryptedTokens.Cases(),
        .. SignatureEncodings.Cases(), .. Spellings.Cases(), .. JsonTricks.Cases(), .. Sizes.Cases(), .. Numbers.Cases(),
        .. TypeMatrix.Cases(), .. ClaimConfusions.Cases(),
    ]);

    public static IReadOnlyList<AttackCase> All => s_all.Value;
}
