using System.Collections.Concurrent;
using System.Numerics;

namespace Authz.Tests.Properties;

/// <summary>The curve of RFC 8032 section 5.1, in numbers and slowly, to judge public keys without the library that verifies.</summary>
internal static class Ed25519Points
{
    private static readonly BigInteger s_p = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger s_d = Divide(-121665, 121666);
    private static readonly BigInteger s_rootOfMinusOne = BigInteger.ModPow(2, (s_p - 1) / 4, s_p);

    /// <summary>The order of the main subgroup.</summary>
    public static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse(
        "27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly Point s_neutral = new(0, 1);
    private static readonly ConcurrentDictionary<string, bool> s_judged = new(StringComparer.Ordinal);

    /// <summary>Whether the octets are the canonical form of a point of the main subgroup other than the neutral one.</summary>
    public static bool IsOfTheMainSubgroup(byte[] octets) =>
        s_judged.GetOrAdd(
            Convert.ToHexString(octets), _ => Decode(octets) is { } point && point != s_neutral && Multiply(point, Order) == s_neutral);

    // RFC 8032 section 5.1.3.
    private static Point? Decode(byte[] octets)
    {
        BigInteger sign = octets[31] >> 7;
        byte[] number = [.. octets[..31], (byte)(octets[31] & 0x7F)];
        BigInteger y = new(number, isUnsigned: true);
        BigInteger square = Divide((y * y) - 1, (s_d * y * y) + 1);
        BigInteger x = BigInteger.ModPow(square, (s_p + 3) / 8, s_p);
        x = Modulo((x * x) - square) == 0 ? x : Modulo(x * s_rootOfMinusOne);
        return y >= s_p || Modulo((x * x) - square) != 0 || (x == 0 && sign == 1)
            ? null
            : new Point((x & 1) == sign ? x : s_p - x, y);
    }

    private static Point Multiply(Point point, BigInteger factor)
    {
        Point result = s_neutral;
        for (; factor > 0; factor >>= 1, point = Add(point, point))
        {
            result = factor.IsEven ? result : Add(result, point);
        }

        return result;
    }

    private static Point Add(Point a, Point b)
    {
        BigInteger product = Modulo(s_d * a.X * b.X * a.Y * b.Y);
        return new Point(
            Divide((a.X * b.Y) + (b.X * a.Y), 1 + product),
            Divide((a.Y * b.Y) + (a.X * b.X), 1 - product));
    }

    private static BigInteger Divide(BigInteger one, BigInteger other) => Modulo(one * BigInteger.ModPow(Modulo(other), s_p - 2, s_p));

    private static BigInteger Modulo(BigInteger number) => ((number % s_p) + s_p) % s_p;

    private sealed record Point(BigInteger X, BigInteger Y);
}
