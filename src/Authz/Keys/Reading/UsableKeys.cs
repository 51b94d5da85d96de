using System.Security.Cryptography;
using Authz.Tokens;

namespace Authz.Keys.Reading;

/// <summary>
/// Drops the unusable keys of a set: keys that the platform refuses, repeated keys, and keys that contradict each other.
/// </summary>
internal static class UsableKeys
{
    /// <param name="keys">The keys that are sound by themselves.</param>
    /// <param name="warnings">One line for each key already left out; more are added.</param>
    public static KeyReadResult Select(IReadOnlyList<PublicKey> keys, List<string> warnings)
    {
        List<PublicKey> usable = [];
        foreach (PublicKey key in keys.Distinct())
        {
            string? cause = keys.Any(other => AreAmbiguous(key, other)) ? "another key has the same kid and algorithm"
                : !IsAcceptedByPlatform(key) ? "it is not a point of its curve, or not a key that the platform accepts"
                : null;
            if (cause is null)
            {
                usable.Add(key);
            }
            else
            {
                warnings.Add($"The key {KeyName.Quote(key.KeyIdText)} is not used: {cause}.");
            }
        }

        return usable.Count > 0
            ? KeyReadResult.Read(usable, warnings)
            : KeyReadResult.Failed(string.Join(' ', ["There is no usable key.", .. warnings.Take(KeyLimits.NamedCauses)]));
    }

    // RFC 7517 section 4.5: one kid may name equivalent keys of different types. Two of the same type would leave the choice to chance.
    private static bool AreAmbiguous(PublicKey key, PublicKey other) =>
        key.KeyIdText == other.KeyIdText && key.Thumbprint != other.Thumbprint && (key.Algorithms & other.Algorithms) != AlgorithmSet.None;

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
