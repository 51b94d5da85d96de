using System.Security.Cryptography;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Verifiers;

/// <summary>Verifies in kept contexts, and writes down each call with its verdict, for a program without a runtime to make them again.</summary>
internal static class CallRecorder
{
    private const byte Key = (byte)'K';
    private const byte Verification = (byte)'V';
    private const byte Rotation = (byte)'R';
    private const int Lifetime = 500;

    /// <summary>
    /// Little-endian, one record after another: K, length, SubjectPublicKeyInfo; V, key, algorithm, verdict, two lengths, digest, signature
    /// as OpenSSL gets it; R, key, whose contexts are freed.
    /// </summary>
    public static int Record(string path, long count, int seed)
    {
        KeyCases[] keys = Workload.CreateKeys();
        Workload workload = new(seed);
        using BinaryWriter writer = new(File.Create(path));
        foreach (KeyCases key in keys)
        {
            writer.Write(Key);
            writer.Write((ushort)key.PublicKey.Length);
            writer.Write(key.PublicKey);
        }

        AsymmetricAlgorithm[] opened = [.. keys.Select(key => key.Open())];
        KeptContexts[] contexts = [.. opened.Select(key => new KeptContexts(key))];
        for (long turn = 1; turn <= count; turn++)
        {
            (int key, SignatureCase one) = workload.Next(keys);
            SignatureVerdict verdict = contexts[key].Verify(one.Algorithm, one.Digest, one.Signature);
            if (verdict != (one.IsValid ? SignatureVerdict.Valid : SignatureVerdict.Invalid))
            {
                Console.Error.WriteLine($"A verdict on {one.Algorithm} is wrong.");
                return 1;
            }

            Write(writer, key, one);
            if (turn % Lifetime == 0)
            {
                contexts[key].Dispose();
                contexts[key] = new KeptContexts(opened[key]);
                writer.Write(Rotation);
                writer.Write((byte)key);
            }
        }

        Array.ForEach(contexts, one => one.Dispose());
        Array.ForEach(opened, one => one.Dispose());
        return 0;
    }

    private static void Write(BinaryWriter writer, int key, SignatureCase one)
    {
        Span<byte> der = stackalloc byte[EcdsaDer.MaximumLength];
        ReadOnlySpan<byte> signature = AlgorithmSet.Ecdsa.Contains(one.Algorithm) ? EcdsaDer.Write(one.Signature, der) : one.Signature;
        writer.Write(Verification);
        writer.Write((byte)key);
        writer.Write((byte)one.Algorithm);
        writer.Write(one.IsValid);
        writer.Write((ushort)one.Digest.Length);
        writer.Write((ushort)signature.Length);
        writer.Write(one.Digest);
        writer.Write(signature);
    }
}
