using System.Numerics;
using System.Text;
using Authz.Testing;
using Authz.Tests.Signatures;

namespace Authz.Tests.Attacks;

/// <summary>
/// B1, B2, B4, B6, B9, B11: signatures outside their range (CVE-2022-21449), in other encodings (elliptic CVE-2024-48949), of other
/// content, of other keys, and cut off (ServiceStack CVE-2020-28042).
/// </summary>
internal static class SignatureEncodings
{
    private static readonly (string Algorithm, string Curve)[] s_curves = [("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521")];
    private static readonly string[] s_rsa = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    public static IEnumerable<AttackCase> Cases() =>
        s_curves.SelectMany(curve => OutOfRange(curve.Algorithm, curve.Curve))
            .Concat(s_curves.SelectMany(curve => OtherForms(curve.Algorithm)))
            .Concat(s_rsa.SelectMany(RsaNumbers))
            .Concat(TestKeys.All.SelectMany(Swaps));

    private static IEnumerable<AttackCase> OutOfRange(string algorithm, string curve)
    {
        BigInteger order = ToNumber(CurveOrders.Of(curve));
        int size = CurveOrders.Of(curve).Length;
        byte[] real = SignatureOf(algorithm);
        (string, byte[])[] numbers =
        [
            ("0", new byte[size]), ("1", ToBytes(1, size)), ("n - 1", ToBytes(order - 1, size)), ("n", ToBytes(order, size)),
            ("n + 1", ToBytes(order + 1, size)), ("all bits", [.. Enumerable.Repeat((byte)0xFF, size)]), ("the real r", real[..size]),
            ("the real s", real[size..]),
        ];
        return from r in numbers
               from s in numbers
               where !(r.Item1 == "the real r" && s.Item1 is "the real s")
               select Case("B1", algorithm, $"r is {r.Item1}, s is {s.Item1}", [.. r.Item2, .. s.Item2]);
    }

    private static IEnumerable<AttackCase> OtherForms(string algorithm)
    {
        byte[] real = SignatureOf(algorithm);
        int size = real.Length / 2;
        byte[] der = [0x30, (byte)Math.Min(127, real.Length + 4), 2, (byte)size, .. real[..size], 2, (byte)size, .. real[size..]];
        (string, byte[])[] forms =
        [
            ("DER", der), ("one byte less", real[..^1]), ("one byte less in front", real[1..]), ("one byte more", [.. real, 0]),
            ("one byte more in front", [0, .. real]),
            ("a zero before each number",
                [0, .. real[..size], 0, .. real[size..]]), ("a zero after each number", [.. real[..size], 0, .. real[size..], 0]),
            ("halves exchanged",
                [.. real[size..], .. real[..size]]), ("twice", [.. real, .. real]), ("r alone", real[..size]), ("one byte", [1]),
            ("lengths of another curve",
                new byte[algorithm == "ES256" ? 96 : 64]), ("as text", Encoding.ASCII.GetBytes(Convert.ToHexString(real))),
        ];
        return forms.Select(form => Case("B2", algorithm, form.Item1, form.Item2));
    }

    private static IEnumerable<AttackCase> RsaNumbers(string algorithm)
    {
        byte[] modulusBytes = System.Buffers.Text.Base64Url.DecodeFromChars(TestKeys.For(algorithm).ToPublicJwk()["n"]!.ToString());
        BigInteger modulus = ToNumber(modulusBytes);
        byte[] real = SignatureOf(algorithm);
        int size = modulusBytes.Length;
        (string, byte[])[] forms =
        [
            ("0", new byte[size]), ("1", ToBytes(1, size)), ("n - 1", ToBytes(modulus - 1, size)), ("n", modulusBytes),
            ("n + 1", ToBytes(modulus + 1, size)),
            ("s + n", ToBytes(ToNumber(real) + modulus, size + 1)), ("n - s", ToBytes(modulus - ToNumber(real), size)),
            ("a zero in front", [0, .. real]),
            ("a zero after",
                [.. real, 0]), ("one byte less", real[..^1]), ("one byte less in front", real[1..]), ("reversed", [.. real.Reverse()]),
            ("all bits", [.. Enumerable.Repeat((byte)0xFF, size)]), ("half", real[..(size / 2)]), ("twice", [.. real, .. real]),
        ];
        return forms.Select(form => Case("B4", algorithm, form.Item1, form.Item2));
    }

    private static IEnumerable<AttackCase> Swaps(SigningKey key)
    {
        string token = TestApi.Token().Sign(key);
        string[] parts = token.Split('.');
        string[] other = TestApi.Token().With("sub", "admin").Sign(key).Split('.');
        string forged = TestApi.Token().Sign(TestKeys.For(key.Algorithm, another: 666));
        (string Id, string Description, string Token, RefusalReason Expected)[] swaps =
        [
            ("B9", "signature of another payload", $"{parts[0]}.{other[1]}.{parts[2]}", RefusalReason.SignatureInvalid),
            ("B9", "header of the same meaning", $"{Encode(Header(key, " "))}.{parts[1]}.{parts[2]}", RefusalReason.SignatureInvalid),
            ("B9", "header with one more member", $"{Encode(Header(key, ",\"x\":1"))}.{parts[1]}.{parts[2]}",
                RefusalReason.SignatureInvalid),
            ("B9", "payload first", $"{parts[1]}.{parts[0]}.{parts[2]}", RefusalReason.TokenMalformed),
            ("B9", "signature first", $"{parts[2]}.{parts[1]}.{parts[0]}", RefusalReason.TokenMalformed),
            ("B9", "header for a signature", $"{parts[0]}.{parts[1]}.{parts[0]}", RefusalReason.SignatureInvalid),
            ("B9", "payload for a signature", $"{parts[0]}.{parts[1]}.{parts[1]}", RefusalReason.SignatureInvalid),
            ("B11", "the attacker's signature", forged, RefusalReason.SignatureInvalid),
            ("B6", "no signature", $"{parts[0]}.{parts[1]}.", RefusalReason.TokenMalformed),
            ("B6", "two characters of the signature", $"{parts[0]}.{parts[1]}.AA", RefusalReason.SignatureInvalid),
        ];
        return swaps.Select(swap => new AttackCase(swap.Id, $"{key.Algorithm}: {swap.Description}", swap.Token, swap.Expected));
    }

    private static string Header(SigningKey key, string rest) => $$"""{"alg":"{{key.Algorithm}}","kid":"{{key.KeyId}}"{{rest}}}""";

    private static string Encode(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static AttackCase Case(string id, string algorithm, string description, byte[] signature) =>
        new(
            id, $"{algorithm}: {description}", CompactJws.ReplaceSignature(TestApi.Token().Sign(TestKeys.For(algorithm)), signature),
            RefusalReason.SignatureInvalid);

    private static byte[] SignatureOf(string algorithm) =>
        System.Buffers.Text.Base64Url.DecodeFromChars(TestApi.Token().Sign(TestKeys.For(algorithm)).Split('.')[2]);

    private static BigInteger ToNumber(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] ToBytes(BigInteger number, int size)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return bytes.Length >= size ? bytes : [.. new byte[size - bytes.Length], .. bytes];
    }
}
