using Authz.Signatures;
using Authz.Signatures.OpenSsl;
using Authz.Tests.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Tests.Signatures;

public sealed class DigestVerifierTests
{
    public static TheoryData<string> Algorithms() => KnownAnswersTests.Algorithms();

    // The first verdict is the platform's, the others those of kept contexts, if there are any here.
    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Decides_TheSame_AtFirstAndLater(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        foreach (byte[] signature in KnownAnswers.Wrong(algorithm).Prepend(KnownAnswers.Right(algorithm)))
        {
            using DigestVerifier verifier = Create(algorithm);
            bool isRight = signature.SequenceEqual(KnownAnswers.Right(algorithm));
            for (int turn = 0; turn < 4; turn++)
            {
                Assert.Equal(isRight, verifier.Verify(algorithm, digest, signature));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Frees_WhatItMade_OnceAndForAll(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        DigestVerifier verifier = Create(algorithm);
        verifier.Verify(algorithm, KnownAnswers.DigestFor(algorithm), KnownAnswers.Right(algorithm));
        verifier.Verify(algorithm, KnownAnswers.DigestFor(algorithm), KnownAnswers.Right(algorithm));

        verifier.Dispose();
        verifier.Dispose();
    }

    private static DigestVerifier Create(JwsAlgorithm algorithm) => AlgorithmSet.Ecdsa.Contains(algorithm)
        ? DigestVerifier.ForEc(KnownAnswers.EcKey(algorithm))
        : DigestVerifier.ForRsa(KnownAnswers.RsaKey);
}
