namespace Authz.Tests.Properties;

/// <summary>A token with up to three changes, signed after all but those of the token itself.</summary>
internal static class GeneratedToken
{
    public static (string Token, TokenMutation[] Mutations) Create(Random random)
    {
        // Mostly ES256, which is the quickest to sign with.
        string algorithm = random.Next(8) == 0 ? TestKeys.All[random.Next(TestKeys.All.Count)].Algorithm : random.Next(
            4) == 0 ? "RS256" : "ES256";
        var draft = new TokenDraft(TestKeys.For(algorithm), random);
        TokenMutation[] mutations = [.. Enumerable.Range(0, random.Next(4)).Select(
            _ => TokenMutations.All[random.Next(TokenMutations.All.Length)])];
        Array.ForEach(mutations, mutation => mutation.Apply(draft));
        return (draft.Sign(), mutations);
    }
}
