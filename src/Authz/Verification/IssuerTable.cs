using System.IO.Hashing;
using System.Numerics;
using System.Security.Cryptography;
using Authz.Json;

namespace Authz.Verification;

/// <summary>Finds an authorizer's issuer by exact <c>iss</c>, whether it has one issuer or thousands.</summary>
internal sealed class IssuerTable
{
    private static readonly long s_seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private readonly CompiledIssuer?[] _slots;
    private readonly int _longestIssuer;

    public IssuerTable(IReadOnlyList<CompiledIssuer> issuers)
    {
        // At most half full, so that probing ends at an empty slot soon and always.
        _slots = new CompiledIssuer?[BitOperations.RoundUpToPowerOf2((uint)Math.Max(issuers.Count * 2, 2))];
        foreach (CompiledIssuer issuer in issuers)
        {
            int slot = SlotOf(issuer.TokenIssuer.Utf8);
            while (_slots[slot] is not null)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = issuer;
            _longestIssuer = Math.Max(_longestIssuer, issuer.TokenIssuer.Utf8.Length);
        }
    }

    /// <summary>Finds the issuer; code point by code point, without any normalisation (RFC 7519 section 7.3).</summary>
    /// <param name="rawIssuer">The claim's raw text.</param>
    /// <param name="isEscaped">Whether the raw text contains JSON escapes.</param>
    public CompiledIssuer? Find(ReadOnlySpan<byte> rawIssuer, bool isEscaped)
    {
        if (!isEscaped)
        {
            return Find(rawIssuer);
        }

        // An escape is at most six times as long as its unescaped text.
        if (rawIssuer.Length > 6 * _longestIssuer)
        {
            return null;
        }

        Span<byte> plain = stackalloc byte[rawIssuer.Length];
        return Find(plain[..JsonText.Unescape(rawIssuer, plain)]);
    }

    private CompiledIssuer? Find(ReadOnlySpan<byte> issuer)
    {
        for (int slot = SlotOf(issuer); _slots[slot] is { } candidate; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (issuer.SequenceEqual(candidate.TokenIssuer.Utf8))
            {
                return candidate;
            }
        }

        return null;
    }

    private int SlotOf(ReadOnlySpan<byte> issuer) => (int)(XxHash3.HashToUInt64(issuer, s_seed) & (ulong)(_slots.Length - 1));
}
