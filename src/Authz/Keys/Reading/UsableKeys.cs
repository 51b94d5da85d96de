using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// Drops the unusable keys of a set: keys that the platform refuses, repeated keys, and three keys of one name.
/// </summary>
internal static class UsableKeys
{
    // How many keys of one name are tried on a token.
    private const int TriedKeys = 2;

    /// <param name="keys">The keys that are sound by themselves.</param>
    /// <param name="unused">The keys already left out; more are added.</param>
    public static KeyReadResult Select(IReadOnlyList<PublicKey> keys, List<UnusedKey> unused)
    {
        List<PublicKey> usable = [];
        foreach (PublicKey key in keys.Distinct())
        {
            string? cause = keys.Distinct().Count(other => AreAmbiguous(key, other)) >= TriedKeys
                ? "more than two keys have its kid and algorithm, of which one would have to be guessed."
                : !IsAcceptedByPlatform(key) ? "it is not a point of its curve, or not a key that the platform accepts."
                : null;
            if (cause is null)
            {
                usable.Add(key);
            }
            else
            {
                unused.Add(new UnusedKey("A key", key.Description.KeyId, cause));
            }
        }

        return usable.Count > 0
            ? KeyReadResult.Read(usable, unused)
            : KeyReadResult.Unusable(string.Join(' ', ["There is no usable key.", .. unused.Take(KeyLimits.NamedCauses).Select(key => key.ToString())]));
    }

    // RFC 7517 section 4.5: one kid may name equivalent keys of different types. Of the same type two are both tried.
    private static bool AreAmbiguous(PublicKey key, PublicKey other) =>
        key.Description.KeyId is { } keyId && keyId == other.Description.KeyId && key.Thumbprint != other.Thumbprint && (key.Algorithms & other.Algorithms) != AlgorithmSet.None;

    private static bool IsAcceptedByPlatform(PublicKey key)
    {
        try
        {
            _ = key.GetVerifier();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
