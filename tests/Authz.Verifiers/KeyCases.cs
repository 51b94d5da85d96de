using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Verifiers;

/// <summary>A key, and signatures of it in every state: right ones, and wrong ones of the length that the key's have.</summary>
internal sealed class KeyCases
{
    private const int Messages = 32;

    // Of wrong signatures: most are out of range, which OpenSSL sees without arithmetic, so that there is time for more of them.
    private const double OutOfRange = 0.6;

    private static readonly HashAlgorithmName[] s_hashes = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];

    private readonly Dictionary<JwsAlgorithm, SignatureCase[]> _right = [];
    private readonly Dictionary<JwsAlgorithm, SignatureCase[]> _wrong = [];
    private readonly Dictionary<JwsAlgorithm, SignatureCase[]> _outOfRange = [];

    private KeyCases(
        IReadOnlyList<JwsAlgorithm> algorithms, byte[] publicKey, byte[] outOfRange, Func<JwsAlgorithm, byte[], byte[]> sign, Func<AsymmetricAlgorithm> open)
    {
        Algorithms = algorithms;
        PublicKey = publicKey;
        Open = open;
        foreach (JwsAlgorithm algorithm in algorithms)
        {
            SignatureCase[] right = [.. Enumerable.Range(0, Messages).Select(_ => Sign(algorithm, sign))];
            _right[algorithm] = right;
            _wrong[algorithm] = [.. right.SelectMany((one, index) => Spoil(one, right[(index + 1) % Messages], index))];
            _outOfRange[algorithm] = [.. right.SelectMany(one => Leave(one, outOfRange))];
        }

        Check();
    }

    public IReadOnlyList<JwsAlgorithm> Algorithms { get; }

    /// <summary>The key as SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Opens the public key once more.</summary>
    public Func<AsymmetricAlgorithm> Open { get; }

    public static KeyCases Rsa(int bits)
    {
        using RSA key = RSA.Create(bits);
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new KeyCases(
            [JwsAlgorithm.RS256, JwsAlgorithm.RS384, JwsAlgorithm.RS512, JwsAlgorithm.PS256, JwsAlgorithm.PS384, JwsAlgorithm.PS512],
            key.ExportSubjectPublicKeyInfo(),
            parameters.Modulus!,
            (algorithm, digest) => key.SignHash(
                digest, HashOf(algorithm), AlgorithmSet.RsaPss.Contains(algorithm) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            () => new RSAOpenSsl(parameters));
    }

    public static KeyCases Ec(JwsAlgorithm algorithm)
    {
        ECParameters curve = KnownAnswers.EcKey(algorithm);
        using ECDsa key = ECDsa.Create(curve.Curve);
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        return new KeyCases(
            [algorithm], key.ExportSubjectPublicKeyInfo(), [.. Enumerable.Repeat((byte)0xFF, 2 * curve.Q.X!.Length)],
            (_, digest) => key.SignHash(digest),
            () =>
            {
                ECDsaOpenSsl opened = new();
                opened.ImportParameters(parameters);
                return opened;
            });
    }

    public SignatureCase Right(JwsAlgorithm algorithm, Random random) => Pick(_right[algorithm], random);

    public SignatureCase Wrong(JwsAlgorithm algorithm, Random random) =>
        Pick(random.NextDouble() < OutOfRange ? _outOfRange[algorithm] : _wrong[algorithm], random);

    private static SignatureCase Pick(SignatureCase[] cases, Random random) => cases[random.Next(cases.Length)];

    private static SignatureCase Sign(JwsAlgorithm algorithm, Func<JwsAlgorithm, byte[], byte[]> sign)
    {
        byte[] digest = RandomNumberGenerator.GetBytes(KnownAnswers.DigestFor(algorithm).Length);
        return new SignatureCase(algorithm, digest, sign(algorithm, digest), IsValid: true);
    }

    private static IEnumerable<SignatureCase> Spoil(SignatureCase right, SignatureCase other, int index)
    {
        byte[] altered = [.. right.Signature];
        altered[index * 7 % altered.Length] ^= (byte)(1 << (index % 8));
        byte[] digest = [.. right.Digest];
        digest[index % digest.Length] ^= 1;
        int half = altered.Length / 2;
        byte[] one = [.. new byte[altered.Length - 1], 1];
        byte[][] signatures =
            [altered, other.Signature, one, RandomNumberGenerator.GetBytes(altered.Length), [.. right.Signature[half..], .. right.Signature[..half]]];
        return [right with { Digest = digest, IsValid = false }, .. With(right, signatures)];
    }

    private static IEnumerable<SignatureCase> Leave(SignatureCase right, byte[] outOfRange)
    {
        byte[] zero = new byte[right.Signature.Length];
        byte[][] whole = [zero, outOfRange];
        int half = zero.Length / 2;
        return With(right, !AlgorithmSet.Ecdsa.Contains(right.Algorithm) ? whole :
        [
            .. whole, [.. zero[..half], .. right.Signature[half..]], [.. right.Signature[..half], .. zero[half..]],
            [.. right.Signature[..half], .. outOfRange[half..]],
        ]);
    }

    private static IEnumerable<SignatureCase> With(SignatureCase right, byte[][] signatures) =>
        signatures.Select(signature => right with { Signature = signature, IsValid = false });

    // What the platform's own calls say of each.
    private void Check()
    {
        using AsymmetricAlgorithm key = Open();
        foreach (SignatureCase one in _right.Values.Concat(_wrong.Values).Concat(_outOfRange.Values).SelectMany(cases => cases))
        {
            if (PlatformSignatures.Verify(key, one.Algorithm, one.Digest, one.Signature) != one.IsValid)
            {
                throw new InvalidOperationException($"The platform judges a signature of {one.Algorithm} otherwise.");
            }
        }
    }

    private static HashAlgorithmName HashOf(JwsAlgorithm algorithm) => s_hashes[((int)algorithm - 1) % s_hashes.Length];
}
