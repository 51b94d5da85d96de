using System.Text;
using Authz.Signatures;
using Authz.Testing;
using Authz.Tokens;

namespace Authz.Tests.Signatures;

/// <summary>Verifiers come and go under load, as keys do; whoever still has an old one gets right answers from it.</summary>
public sealed class KeyRotationTests
{
    private const int Rotations = 150;
    private const int Workers = 6;

    private static readonly byte[] s_input = Encoding.ASCII.GetBytes("header.payload");

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS384")]
    [InlineData("ES256")]
    public async Task Decides_Correctly_WhileKeysAreRotated(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        (SigningKey Key, byte[] Signature)[] keys =
            [.. Enumerable.Range(0, 2).Select(number => TestKeys.For(name, number)).Select(key => (key, key.Sign(s_input)))];
        SignatureVerifier[] current = [.. keys.Select(key => TestKeys.VerifierOf(key.Key))];
        using CancellationTokenSource rotated = new();
        Task<long>[] workers = [.. Enumerable.Range(0, Workers).Select(worker => Task.Run(() => Work(worker)))];
        for (int rotation = 0; rotation < Rotations; rotation++)
        {
            Volatile.Write(ref current[rotation % 2], TestKeys.VerifierOf(keys[rotation % 2].Key));
            GC.Collect(0);
            await Task.Yield();
        }

        GC.WaitForPendingFinalizers();
        await rotated.CancelAsync();
        Assert.All(await Task.WhenAll(workers), count => Assert.True(count > 0));

        long Work(int worker)
        {
            long count = 0;
            do
            {
                int number = (int)((worker + count++) % 2);
                SignatureVerifier verifier = Volatile.Read(ref current[number]);
                Assert.True(verifier.Verify(algorithm, s_input, keys[number].Signature));
                Assert.False(verifier.Verify(algorithm, s_input, keys[1 - number].Signature));
            }
            while (!rotated.IsCancellationRequested);

            return count;
        }
    }
}
