using System.Formats.Asn1;
using System.Numerics;
using Authz.Signatures.OpenSsl;
using FsCheck.Xunit;

namespace Authz.Tests.Signatures.OpenSsl;

public sealed class EcdsaDerTests
{
    [Theory]
    [InlineData("0000", "3006020100020100")]
    [InlineData("0102", "3006020101020102")]
    [InlineData("7F80", "300702017F02020080")]
    [InlineData("FFFF", "3008020200FF020200FF")]
    [InlineData("00010080", "300702010102020080")]
    public void Writes_TheShortestIntegers(string signature, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(Write(Convert.FromHexString(signature))));

    [Theory]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(66)]
    public void Fits_TheLargestNumbers(int size)
    {
        byte[] der = Write([.. Enumerable.Repeat((byte)0xFF, 2 * size)]);

        Assert.Equal((2 * (size + 3)) + (size == 66 ? 3 : 2), der.Length);
        Assert.True(der.Length <= EcdsaDer.MaximumLength);
        Assert.Equal(Read(der), Numbers([.. Enumerable.Repeat((byte)0xFF, 2 * size)]));
    }

    // The platform's own reader of DER is the judge.
    [Property(MaxTest = 500)]
    public void Writes_WhatAStrictReaderReads(byte[] bytes, byte pick)
    {
        byte[] signature = new byte[2 * (pick % 3 == 0 ? 32 : pick % 3 == 1 ? 48 : 66)];
        Span<byte> part = signature.AsSpan(pick % 2 * (signature.Length / 2 - 1));
        bytes.AsSpan(0, Math.Min(bytes.Length, part.Length)).CopyTo(part);

        Assert.Equal(Numbers(signature), Read(Write(signature)));
    }

    private static byte[] Write(byte[] signature) => EcdsaDer.Write(signature, new byte[EcdsaDer.MaximumLength]).ToArray();

    private static (BigInteger R, BigInteger S) Numbers(byte[] signature) => (
        new BigInteger(signature.AsSpan(0, signature.Length / 2), isUnsigned: true, isBigEndian: true),
        new BigInteger(signature.AsSpan(signature.Length / 2), isUnsigned: true, isBigEndian: true));

    private static (BigInteger R, BigInteger S) Read(byte[] der)
    {
        AsnReader outer = new(der, AsnEncodingRules.DER);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        (BigInteger R, BigInteger S) numbers = (sequence.ReadInteger(), sequence.ReadInteger());
        sequence.ThrowIfNotEmpty();
        return numbers;
    }
}
