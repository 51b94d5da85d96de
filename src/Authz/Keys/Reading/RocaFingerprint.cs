using System.Numerics;

namespace Authz.Keys.Reading;

/// <summary>
/// Recognizes RSA moduli of the faulty generator of CVE-2017-15361 ("The Return of Coppersmith's Attack", Nemec et al., 2017, section 3):
/// modulo each small prime they are a power of 65537; a sound modulus is so for all of these primes once in some hundred million.
/// </summary>
internal static class RocaFingerprint
{
    private static readonly int[] s_primes =
    [
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131,
        137, 139, 149, 151, 157, 163, 167,
    ];

    private static readonly HashSet<int>[] s_powers = [.. s_primes.Select(PowersOf65537)];

    /// <param name="modulus">The modulus, most significant byte first.</param>
    public static bool IsIn(ReadOnlySpan<byte> modulus)
    {
        BigInteger number = new(modulus, isUnsigned: true, isBigEndian: true);
        for (int index = 0; index < s_primes.Length; index++)
        {
            if (!s_powers[index].Contains((int)(number % s_primes[index])))
            {
                return false;
            }
        }

        return true;
    }

    private static HashSet<int> PowersOf65537(int prime)
    {
        HashSet<int> powers = [];
        for (int power = 1; powers.Add(power);)
        {
            power = power * (65537 % prime) % prime;
        }

        return powers;
    }
}
