using Authz.Testing;

namespace Authz.Tests.Properties;

/// <summary>A token with up to three changes, signed after all but those of the token itself.</summary>
internal static class GeneratedToken
{
    private static readonly DifferentialDefinition s_usual = new();

    public static (string Token, TokenMutation[] Mutations) Create(Random random) => Create(random, s_usual);

    public static (string Token, TokenMutation[] Mutations) Create(Random random, DifferentialDefinition definition)
    {
        string audience = definition.Audiences[random.Next(definition.Audiences.Length)];
        var draft = new TokenDraft(definition, PickKey(random, definition), audience, random);
        TokenMutation[] mutations = [.. Enumerable.Range(0, random.Next(4)).Select(
            _ => TokenMutations.All[random.Next(TokenMutations.All.Length)])];
        Array.ForEach(mutations, mutation => mutation.Apply(draft));
        return (draft.Sign(), mutations);
    }

    // Mostly one that is accepted, and of those mostly ES256, which is the quickest to sign with.
    private static SigningKey PickKey(Random random, DifferentialDefinition definition)
    {
        SigningKey[] accepted = [.. definition.Keys.Where(key => definition.AllowedAlgorithms.Contains(key.Algorithm))];
        SigningKey? quickest = Array.Find(accepted, key => key.Algorithm == "ES256");
        return accepted.Length == 0 || random.Next(12) == 0 ? TestKeys.All[random.Next(TestKeys.All.Count)]
            : quickest is not null && random.Next(4) > 0 ? quickest
            : accepted[random.Next(accepted.Length)];
    }
}
