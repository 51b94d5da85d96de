using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Signatures;
using Authz.Signatures.OpenSsl;
using Authz.Tokens;

namespace Authz.Tests.Signatures.OpenSsl;

[SupportedOSPlatform("linux")]
public sealed class KeptContextsTests
{
    public static TheoryData<string> Algorithms() => KnownAnswersTests.Algorithms();

    [SkippableTheory]
    [MemberData(nameof(Algorithms))]
    public void Decide_AsThePlatform_InAnyOrder(string name)
    {
        JwsAlgorithm algorithm = Parse(name);
        using AsymmetricAlgorithm key = SelfTest.CreateKey(algorithm);
        using KeptContexts contexts = new(key);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        byte[] right = KnownAnswers.Right(algorithm);
        byte[] other = [.. digest.Reverse()];

        // After each verdict the other one, and itself again.
        foreach (byte[] wrong in KnownAnswers.Wrong(algorithm))
        {
            Assert.Equal(SignatureVerdict.Invalid, contexts.Verify(algorithm, digest, wrong));
            Assert.Equal(SignatureVerdict.Invalid, contexts.Verify(algorithm, digest, wrong));
            Assert.Equal(SignatureVerdict.Valid, contexts.Verify(algorithm, digest, right));
            Assert.Equal(SignatureVerdict.Valid, contexts.Verify(algorithm, digest, right));
            Assert.Equal(SignatureVerdict.Invalid, contexts.Verify(algorithm, other, right));
        }
    }

    [SkippableFact]
    public void Keep_TheAlgorithmsOfAKeyApart()
    {
        JwsAlgorithm[] algorithms = [.. (AlgorithmSet.RsaPkcs1 | AlgorithmSet.RsaPss).Members()];
        Array.ForEach(algorithms, ContextRequirement.Require);
        using AsymmetricAlgorithm key = SelfTest.CreateKey(JwsAlgorithm.RS256);
        using KeptContexts contexts = new(key);

        for (int turn = 0; turn < 3; turn++)
        {
            foreach ((JwsAlgorithm asked, JwsAlgorithm signed) in from asked in algorithms from signed in algorithms select (asked, signed))
            {
                SignatureVerdict verdict = contexts.Verify(asked, KnownAnswers.DigestFor(asked), KnownAnswers.Right(signed));
                Assert.Equal((asked, signed, asked == signed), (asked, signed, verdict == SignatureVerdict.Valid));
            }
        }
    }

    // A digest of a wrong length, which no caller hands over: a verdict, never an accepted signature.
    [SkippableTheory]
    [MemberData(nameof(Algorithms))]
    public void Accept_NothingOfAnotherLength(string name)
    {
        JwsAlgorithm algorithm = Parse(name);
        using AsymmetricAlgorithm key = SelfTest.CreateKey(algorithm);
        using KeptContexts contexts = new(key);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        byte[] right = KnownAnswers.Right(algorithm);

        Assert.NotEqual(SignatureVerdict.Valid, contexts.Verify(algorithm, digest.AsSpan(1), right));
        Assert.NotEqual(SignatureVerdict.Valid, contexts.Verify(algorithm, [], right));
        Assert.NotEqual(SignatureVerdict.Valid, contexts.Verify(algorithm, digest, right.AsSpan(2)));
        Assert.Equal(SignatureVerdict.Valid, contexts.Verify(algorithm, digest, right));
    }

    [SkippableTheory]
    [MemberData(nameof(Algorithms))]
    public void Leave_TheKeyToItsOwner(string name)
    {
        JwsAlgorithm algorithm = Parse(name);
        using AsymmetricAlgorithm key = SelfTest.CreateKey(algorithm);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        for (int turn = 0; turn < 3; turn++)
        {
            using KeptContexts contexts = new(key);
            Assert.Equal(SignatureVerdict.Valid, contexts.Verify(algorithm, digest, KnownAnswers.Right(algorithm)));
        }

        Assert.True(PlatformSignatures.Verify(key, algorithm, digest, KnownAnswers.Right(algorithm)));
    }

    // A key that is disposed while its contexts live: they hold OpenSSL's key, not the platform's object.
    [SkippableTheory]
    [MemberData(nameof(Algorithms))]
    public void Outlive_TheirKey(string name)
    {
        JwsAlgorithm algorithm = Parse(name);
        AsymmetricAlgorithm key = SelfTest.CreateKey(algorithm);
        using KeptContexts contexts = new(key);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        Assert.Equal(SignatureVerdict.Valid, contexts.Verify(algorithm, digest, KnownAnswers.Right(algorithm)));
        key.Dispose();

        Assert.Equal(SignatureVerdict.Valid, contexts.Verify(algorithm, digest, KnownAnswers.Right(algorithm)));
        Assert.Equal(SignatureVerdict.Invalid, contexts.Verify(algorithm, digest, KnownAnswers.Wrong(algorithm).First()));
    }

    [SkippableTheory]
    [MemberData(nameof(Algorithms))]
    public void Allocate_Nothing(string name)
    {
        JwsAlgorithm algorithm = Parse(name);
        using AsymmetricAlgorithm key = SelfTest.CreateKey(algorithm);
        using KeptContexts contexts = new(key);
        byte[] digest = KnownAnswers.DigestFor(algorithm);
        byte[] right = KnownAnswers.Right(algorithm);
        byte[] wrong = KnownAnswers.Wrong(algorithm).First();

        Assert.Equal(0, AllocatedBytes.Of(() => contexts.Verify(algorithm, digest, right)));
        Assert.Equal(0, AllocatedBytes.Of(() => contexts.Verify(algorithm, digest, wrong)));
    }

    private static JwsAlgorithm Parse(string name)
    {
        JwsAlgorithm algorithm = JwsAlgorithmNames.Parse(name);
        ContextRequirement.Require(algorithm);
        return algorithm;
    }
}
