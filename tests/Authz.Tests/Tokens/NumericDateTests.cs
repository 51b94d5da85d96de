using System.Globalization;
using System.Numerics;
using System.Text;
using Authz.Tokens;
using FsCheck.Xunit;

namespace Authz.Tests.Tokens;

public sealed class NumericDateTests
{
    [Theory]
    [InlineData("zero", "0", 0, false)]
    [InlineData("one", "1", 1, false)]
    [InlineData("today", "1790000000", 1_790_000_000, false)]
    [InlineData("the last second of 9999", "253402300799", 253_402_300_799, false)]
    [InlineData("the last second of 9999, with zeros after the point", "253402300799.000", 253_402_300_799, false)]
    [InlineData("fraction", "1234.5", 1234, true)]
    [InlineData("fraction of zero", "1234.0", 1234, false)]
    [InlineData("small fraction", "0.0000001", 0, true)]
    [InlineData("exponent", "1e3", 1000, false)]
    [InlineData("exponent in capitals with a sign", "1E+3", 1000, false)]
    [InlineData("exponent that moves the point to the right", "1.2345e3", 1234, true)]
    [InlineData("exponent that removes the fraction", "1.5e1", 15, false)]
    [InlineData("exponent that moves the point to the left", "12345e-1", 1234, true)]
    [InlineData("exponent that moves the point past the digits", "5e-3", 0, true)]
    [InlineData("exponent that only removes zeros", "12000e-3", 12, false)]
    [InlineData("exponent with leading zeros", "1e0000003", 1000, false)]
    [InlineData("exponent of zero", "7e-0", 7, false)]
    [InlineData("nothing times a large power", "0e30", 0, false)]
    [InlineData("forty characters", "1000000000.00000000000000000000000000000", 1_000_000_000, false)]
    public void Accepts_SecondsUpToTheYear9999(string description, string number, long expected, bool hasFraction)
    {
        Assert.True(NumericDate.TryRead(Encoding.ASCII.GetBytes(number), out long seconds, out bool hasRest), description);
        Assert.Equal((expected, hasFraction), (seconds, hasRest));
    }

    [Theory]
    [InlineData("negative", "-1")]
    [InlineData("negative zero", "-0")]
    [InlineData("negative fraction", "-0.5")]
    [InlineData("the first second of 10000", "253402300800")]
    [InlineData("a fraction after the last second", "253402300799.5")]
    [InlineData("a fraction of two digits after the last second", "253402300799.11")]
    [InlineData("milliseconds", "1790000000000")]
    [InlineData("2^63", "9223372036854775808")]
    [InlineData("2^64", "18446744073709551616")]
    [InlineData("infinite as a double", "1e400")]
    [InlineData("large", "9e99")]
    [InlineData("large, just within the exponents that are read", "1e30")]
    [InlineData("zero as a double", "1e-400")]
    [InlineData("exponent out of range by one", "0e31")]
    [InlineData("negative exponent out of range by one", "0e-31")]
    [InlineData("exponent that overflows an integer", "1e99999999999")]
    [InlineData("forty-one characters", "1000000000.000000000000000000000000000000")]
    [InlineData(
        "a thousand digits", "0.0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001")]
    public void Rejects_InvalidDates(string description, string number) =>
        Assert.False(NumericDate.TryRead(Encoding.ASCII.GetBytes(number), out _, out _), description);

    [Property(MaxTest = 5000)]
    public void Reads_WhatExactArithmeticReads(ulong digits, byte pointAt, sbyte exponent)
    {
        string text = (digits % 10_000_000_000_000).ToString(CultureInfo.InvariantCulture);
        int point = pointAt % text.Length;
        int power = exponent % 16;
        string number = point == 0 ? $"{text}e{power}" : $"{text[..point].TrimStart('0').PadLeft(1, '0')}.{text[point..]}e{power}";
        int scale = power - (point == 0 ? 0 : text.Length - point);

        BigInteger value = BigInteger.Parse(text, CultureInfo.InvariantCulture);
        BigInteger divisor = BigInteger.Pow(10, Math.Max(0, -scale));
        BigInteger whole = BigInteger.DivRem(value * BigInteger.Pow(10, Math.Max(0, scale)), divisor, out BigInteger rest);
        bool isDate = whole < NumericDate.Maximum || (whole == NumericDate.Maximum && rest.IsZero);

        Assert.Equal(
            (number, isDate), (number, NumericDate.TryRead(Encoding.ASCII.GetBytes(number), out long seconds, out bool hasFraction)));
        Assert.True(!isDate || (whole == seconds && hasFraction != rest.IsZero), number);
    }
}
